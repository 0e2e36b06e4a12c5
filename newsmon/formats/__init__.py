"""How dates and numbers are written, where Django says nothing or says it as in English."""
