"""The sample newsroom: six invented outlets served on loopback, so that the whole way from a feed
to a timeline runs without the network. Everything shown comes from ingest/data/sample."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256
from html import escape
from pathlib import Path
from string import Template
from xml.etree import ElementTree

DATA_DIR = Path(__file__).resolve().parent / "data" / "sample"
RIGHT_TO_LEFT = frozenset({"ar", "fa"})
ATOM = "http://www.w3.org/2005/Atom"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
XML_DECLARATION = b'<?xml version="1.0" encoding="utf-8"?>\n'
FEED_TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml"}
NOTICES = {
    "ar": "هذه صفحة نموذجية كتبت لتجربة برنامج newsmon. الوسيلة الإعلامية غير موجودة (sample).",
    "en": "This is a sample page written to try out newsmon. The outlet does not exist.",
    "fa": "این یک صفحه نمونه برای آزمایش newsmon است. چنین رسانه‌ای وجود ندارد (sample).",
    "fr": "Page d'exemple écrite pour essayer newsmon. Ce média n'existe pas (sample).",
    "ru": "Это образец, написанный для проверки newsmon. Такого издания не существует (sample).",
    "tr": "newsmon'u denemek için yazılmış örnek bir sayfadır. Böyle bir yayın yoktur (sample).",
}
RELATED_TITLES = {
    "ar": "مواد ذات صلة",
    "en": "Related",
    "fa": "مطالب مرتبط",
    "fr": "À lire aussi",
    "ru": "По теме",
    "tr": "İlgili haberler",
}

ElementTree.register_namespace("dc", DUBLIN_CORE)


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleOutlet:
    """An invented newsroom. `feed` is "rss" or "atom"; `charset` is that of its article pages."""

    slug: str
    name_en: str
    name_ar: str
    country: str
    lang: str
    languages: str
    feed: str
    charset: str

    @property
    def name(self) -> str:
        return self.name_ar if self.lang == "ar" else self.name_en

    @property
    def feed_path(self) -> str:
        return f"/{self.slug}/feed.{self.feed}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleArticle:
    """An article written for newsmon. `related` and `reprint_of` hold ids of other articles."""

    id: str
    outlet: str
    slug: str
    lang: str
    title: str
    standfirst: str
    published_at: datetime
    author: str
    paragraphs: tuple[str, ...]
    related: tuple[str, ...] = ()
    reprint_of: str = ""

    @property
    def path(self) -> str:
        return f"/{self.outlet}/{self.slug}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What one address answers with."""

    body: bytes
    content_type: str
    modified_at: datetime

    @property
    def modified_utc(self) -> datetime:
        return self.modified_at.astimezone(UTC)

    @property
    def etag(self) -> str:
        return f'"{sha256(self.body).hexdigest()[:32]}"'


def load_outlets(folder: Path = DATA_DIR) -> tuple[SampleOutlet, ...]:
    """Return the invented outlets in the order of their file."""
    rows = json.loads((folder / "outlets.json").read_text(encoding="utf-8"))["outlets"]
    return tuple(SampleOutlet(**row) for row in rows)


def load_articles(folder: Path = DATA_DIR) -> tuple[SampleArticle, ...]:
    """Return all sample articles, newest first. Raises ValueError for a row not marked a sample."""
    articles = [
        read_article(json.loads(line))
        for path in sorted(folder.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return tuple(sorted(articles, key=lambda article: article.published_at, reverse=True))


def read_article(row: Mapping[str, object]) -> SampleArticle:
    """Return the article of one JSON row."""
    if row.get("sample") is not True:
        raise ValueError(f"article {row.get('id')} is not marked as a sample")
    paragraphs, related = row["paragraphs"], row.get("related") or []
    if not isinstance(paragraphs, list) or not isinstance(related, list):
        raise ValueError(f"article {row.get('id')} needs lists of paragraphs and of related ids")
    return SampleArticle(
        id=str(row["id"]),
        outlet=str(row["outlet"]),
        slug=str(row["slug"]),
        lang=str(row["lang"]),
        title=str(row["title"]),
        standfirst=str(row.get("standfirst") or ""),
        published_at=datetime.fromisoformat(str(row["published"])),
        author=str(row.get("author") or ""),
        paragraphs=tuple(map(str, paragraphs)),
        related=tuple(map(str, related)),
        reprint_of=str(row.get("reprint_of") or ""),
    )


def direction(lang: str) -> str:
    """Return "rtl" or "ltr"."""
    return "rtl" if lang in RIGHT_TO_LEFT else "ltr"


def render_feed(outlet: SampleOutlet, articles: Sequence[SampleArticle], origin: str) -> bytes:
    """Return the outlet's feed as UTF-8 XML, newest article first."""
    newest_first = sorted(articles, key=lambda article: article.published_at, reverse=True)
    build = render_rss if outlet.feed == "rss" else render_atom
    root = build(outlet, newest_first, origin)
    ElementTree.indent(root)
    return XML_DECLARATION + ElementTree.tostring(root, encoding="unicode").encode()


def add(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> None:
    """Append a child element that holds only text."""
    ElementTree.SubElement(parent, name, attributes).text = text or None


def summary(article: SampleArticle) -> str:
    """Return what a feed says of the article: its standfirst, else its first paragraph."""
    return article.standfirst or article.paragraphs[0]


def render_rss(
    outlet: SampleOutlet, articles: Iterable[SampleArticle], origin: str
) -> ElementTree.Element:
    """Return an RSS 2.0 document."""
    root = ElementTree.Element("rss", version="2.0")
    channel = ElementTree.SubElement(root, "channel")
    add(channel, "title", outlet.name)
    add(channel, "link", f"{origin}/{outlet.slug}/")
    add(channel, "description", NOTICES[outlet.lang])
    add(channel, "language", outlet.lang)
    for article in articles:
        item = ElementTree.SubElement(channel, "item")
        add(item, "title", article.title)
        add(item, "link", origin + article.path)
        add(item, "guid", article.id, isPermaLink="false")
        add(item, "pubDate", format_datetime(article.published_at))
        add(item, "description", summary(article))
        add(item, f"{{{DUBLIN_CORE}}}creator", article.author)
        add(item, f"{{{DUBLIN_CORE}}}language", article.lang)
    return root


def render_atom(
    outlet: SampleOutlet, articles: Sequence[SampleArticle], origin: str
) -> ElementTree.Element:
    """Return an Atom 1.0 document."""
    language = {"xml:lang": outlet.lang}
    root = ElementTree.Element("feed", {"xmlns": ATOM, **language})
    add(root, "title", outlet.name)
    add(root, "subtitle", NOTICES[outlet.lang])
    add(root, "id", f"{origin}/{outlet.slug}/")
    add(root, "link", href=f"{origin}/{outlet.slug}/")
    add(root, "link", rel="self", href=origin + outlet.feed_path)
    add(root, "updated", max(article.published_at for article in articles).isoformat())
    for article in articles:
        entry = ElementTree.SubElement(root, "entry", {"xml:lang": article.lang})
        add(entry, "title", article.title)
        add(entry, "link", href=origin + article.path)
        add(entry, "id", f"tag:sample.invalid,2019:{article.id}")
        add(entry, "published", article.published_at.isoformat())
        add(entry, "updated", article.published_at.isoformat())
        add(entry, "summary", summary(article))
        add(ElementTree.SubElement(entry, "author"), "name", article.author or outlet.name)
    return root


def render_page(
    outlet: SampleOutlet, origin: str, *, lang: str, path: str, title: str, metadata: str, body: str
) -> bytes:
    """Return a whole page in the outlet's charset. `metadata` and `body` are HTML already."""
    template = Template((DATA_DIR / "page.html").read_text(encoding="utf-8"))
    page = template.substitute(
        lang=lang,
        direction=direction(lang),
        charset=outlet.charset,
        title=escape(title),
        outlet=escape(outlet.name),
        url=escape(origin + path),
        feed_type=FEED_TYPES[outlet.feed],
        feed_url=escape(origin + outlet.feed_path),
        home_url=escape(f"{origin}/{outlet.slug}/"),
        notice=escape(NOTICES[lang]),
        metadata=metadata,
        content=body,
    )
    return page.encode(outlet.charset, "xmlcharrefreplace")


def render_article(
    outlet: SampleOutlet,
    article: SampleArticle,
    related: Sequence[SampleArticle],
    origin: str,
) -> bytes:
    """Return the article's page; `related` are the articles that its list of links names."""
    published = article.published_at.isoformat()
    metadata = "\n".join(
        f'<meta {kind}="{name}" content="{escape(content)}">'
        for kind, name, content in (
            ("property", "og:type", "article"),
            ("property", "og:title", article.title),
            ("property", "og:site_name", outlet.name),
            ("property", "og:url", origin + article.path),
            ("property", "article:published_time", published),
            ("name", "author", article.author),
            ("name", "description", summary(article)),
        )
    )
    return render_page(
        outlet,
        origin,
        lang=article.lang,
        path=article.path,
        title=article.title,
        metadata=metadata,
        body=article_markup(article) + related_markup(article.lang, related, origin),
    )


def article_markup(article: SampleArticle) -> str:
    """Return the headline, the standfirst, the byline and the paragraphs as HTML."""
    published = article.published_at
    standfirst = f'<p class="standfirst">{escape(article.standfirst)}</p>\n'
    paragraphs = "\n".join(f"<p>{escape(text)}</p>" for text in article.paragraphs)
    return (
        f"<main><article>\n<h1>{escape(article.title)}</h1>\n"
        f'<div class="byline"><span class="author">{escape(article.author)}</span> '
        f'<time dir="ltr" datetime="{published.isoformat()}">'
        f"{published:%Y-%m-%d %H:%M %z}</time></div>\n"
        f'<div class="article-body">\n{standfirst if article.standfirst else ""}{paragraphs}\n'
        "</div>\n</article></main>\n"
    )


def related_markup(lang: str, related: Sequence[SampleArticle], origin: str) -> str:
    """Return the list of links to other stories as HTML, "" when there are none."""
    if not related:
        return ""
    return (
        f'<aside class="related"><h2>{escape(RELATED_TITLES[lang])}</h2>\n'
        f"{links_markup(related, origin)}</aside>"
    )


def links_markup(articles: Iterable[SampleArticle], origin: str) -> str:
    """Return a list of links to articles as HTML."""
    links = "\n".join(
        f'<li lang="{article.lang}" dir="{direction(article.lang)}">'
        f'<a href="{escape(origin + article.path)}">{escape(article.title)}</a></li>'
        for article in articles
    )
    return f"<ul>\n{links}\n</ul>"


def render_index(outlet: SampleOutlet, articles: Iterable[SampleArticle], origin: str) -> bytes:
    """Return the outlet's front page: every article, newest first."""
    return render_page(
        outlet,
        origin,
        lang=outlet.lang,
        path=f"/{outlet.slug}/",
        title=outlet.name,
        metadata="",
        body=f"<main><h1>{escape(outlet.name)}</h1>\n{links_markup(articles, origin)}</main>",
    )


def build_site(
    outlets: Sequence[SampleOutlet], articles: Sequence[SampleArticle], origin: str
) -> dict[str, Page]:
    """Return every page of the newsroom by its path."""
    newest = max(article.published_at for article in articles)
    robots = Page(body=b"User-agent: *\nAllow: /\n", content_type="text/plain", modified_at=newest)
    pages = {"/robots.txt": robots, "/": front_page(outlets, newest)}
    for outlet in outlets:
        own = [article for article in articles if article.outlet == outlet.slug]
        if own:
            pages.update(outlet_pages(outlet, own, {a.id: a for a in articles}, origin))
    return pages


def front_page(outlets: Iterable[SampleOutlet], modified_at: datetime) -> Page:
    """Return the page that lists the outlets."""
    links = "".join(f'<li><a href="/{o.slug}/">{escape(o.name)}</a></li>' for o in outlets)
    body = (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Sample newsroom</title>'
        f"</head><body><h1>Sample newsroom</h1><p>{NOTICES['en']}</p><ul>{links}</ul></body></html>"
    )
    return Page(
        body=body.encode(), content_type="text/html; charset=utf-8", modified_at=modified_at
    )


def outlet_pages(
    outlet: SampleOutlet,
    own: Sequence[SampleArticle],
    by_id: Mapping[str, SampleArticle],
    origin: str,
) -> Iterator[tuple[str, Page]]:
    """Yield path and page of the outlet's feed, front page and articles."""
    newest = max(article.published_at for article in own)
    html = f"text/html; charset={outlet.charset}"
    feed = render_feed(outlet, own, origin)
    feed_type = f"{FEED_TYPES[outlet.feed]}; charset=utf-8"
    yield outlet.feed_path, Page(body=feed, content_type=feed_type, modified_at=newest)
    index = render_index(outlet, own, origin)
    yield f"/{outlet.slug}/", Page(body=index, content_type=html, modified_at=newest)
    for article in own:
        related = [by_id[key] for key in article.related]
        body = render_article(outlet, article, related, origin)
        yield article.path, Page(body=body, content_type=html, modified_at=article.published_at)


def is_unchanged(page: Page, none_match: str | None, modified_since: str | None) -> bool:
    """Return whether the caller's copy is still good: its entity tag decides, else its date."""
    if none_match:
        return none_match.strip() == "*" or page.etag in none_match
    if not modified_since:
        return False
    try:
        return page.modified_at <= parsedate_to_datetime(modified_since)
    except (TypeError, ValueError):
        return False
