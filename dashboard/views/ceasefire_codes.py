"""The numbers that the data sets of peace research give to states (Gleditsch and Ward), by ISO
3166 alpha-3."""

COUNTRY_NUMBERS = {
    "USA": 2, "HTI": 41, "MEX": 70, "GTM": 90, "SLV": 92, "NIC": 93, "COL": 100, "VEN": 101,
    "PER": 135, "GBR": 200, "ESP": 230, "FRA": 220, "MKD": 343, "HRV": 344, "SRB": 340,
    "BIH": 346, "XKX": 347, "MDA": 359, "RUS": 365, "UKR": 369, "ARM": 371, "GEO": 372,
    "AZE": 373, "GNB": 404, "MLI": 432, "SEN": 433, "MRT": 435, "NER": 436, "CIV": 437,
    "GIN": 438, "BFA": 439, "LBR": 450, "SLE": 451, "CMR": 471, "NGA": 475, "CAF": 482,
    "TCD": 483, "COG": 484, "COD": 490, "UGA": 500, "KEN": 501, "BDI": 516, "RWA": 517,
    "SOM": 520, "DJI": 522, "ETH": 530, "ERI": 531, "AGO": 540, "MOZ": 541, "MAR": 600,
    "DZA": 615, "TUN": 616, "LBY": 620, "SDN": 625, "SSD": 626, "IRN": 630, "TUR": 640,
    "IRQ": 645, "EGY": 651, "SYR": 652, "LBN": 660, "JOR": 663, "ISR": 666, "SAU": 670,
    "YEM": 678, "KWT": 690, "BHR": 692, "QAT": 694, "ARE": 696, "OMN": 698, "AFG": 700,
    "TJK": 702, "KGZ": 703, "UZB": 704, "IND": 750, "PAK": 770, "BGD": 771, "MMR": 775,
    "LKA": 780, "NPL": 790, "THA": 800, "KHM": 811, "PHL": 840, "IDN": 850, "PNG": 910,
}  # fmt: skip
