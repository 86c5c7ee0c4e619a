"""Pages that say in words, not by their status, that there is no such page."""

import re

_PHRASES = """
page not found|file not found|file or directory not found|not found|the page was not found
page cannot be found|that page can't be found|this page can't be found|the page can't be found
we can't find that page|we couldn't find that page|page can't be found|page could not be found
the page you requested was not found|the requested page could not be found|requested page not found
the page you are looking for cannot be found|the page you were looking for doesn't exist
the page you're looking for doesn't exist|this page doesn't exist|page does not exist|no such page
this page isn't available|this page is not available|this page is no longer available
page no longer available|page unavailable|page missing|page removed|page not available
content not found|content not available|content unavailable|this content isn't available right now
article not found|post not found|product not found|item not found|video unavailable
this video isn't available anymore|video not found|user not found|profile not found
nothing found|document not found|url not found|site not found|missing page
seite nicht gefunden|die seite wurde nicht gefunden|nicht gefunden|seite existiert nicht
diese seite existiert nicht|diese seite wurde nicht gefunden|page introuvable|page non trouvée
cette page n'existe pas|la page n'existe pas|page inexistante|la page demandée est introuvable
página no encontrada|la página no existe|esta página no existe|no se encuentra la página
página não encontrada|página inexistente|pagina non trovata|la pagina non esiste
pagina niet gevonden|deze pagina bestaat niet|sidan hittades inte|sidan kunde inte hittas
siden blev ikke fundet|siden ikke fundet|siden ble ikke funnet|fant ikke siden|sivua ei löytynyt
strona nie została znaleziona|nie znaleziono strony|stránka nenalezena|stránka nebyla nalezena
az oldal nem található|sayfa bulunamadı|pagina nu a fost găsită|страница не найдена
сторінку не знайдено|страницата не е намерена|η σελίδα δεν βρέθηκε|הדף לא נמצא|העמוד לא נמצא
الصفحة غير موجودة|صفحه پیدا نشد|ページが見つかりません|ページが見つかりませんでした
お探しのページは見つかりませんでした|页面不存在|页面未找到|您访问的页面不存在|找不到网页|找不到页面
找不到頁面|頁面不存在|페이지를 찾을 수 없습니다|không tìm thấy trang
"""
_SAYS_SO = frozenset(_PHRASES.strip().replace("\n", "|").split("|"))
_PARTS = re.compile(r"\s+[|\-–—·:»]+\s+|\s*[｜|:]\s+")
_NUMBER = re.compile(r"\b404\b")
_AROUND = re.compile(
    r"\b404\b|\b(http|error|fehler|erreur|errore|erro|status)\b|"
    r"^(oops|sorry|whoops|uh oh)\b|[()!1?.,]"
)


def says_it_is_missing(title: str, *, is_article: bool) -> bool:
    """Whether a title says that nothing is here; an article may well have such a title."""
    if is_article:
        return False
    parts = _PARTS.split(title.strip().casefold().replace("’", "'"))
    return any(_is_so(part) for part in {parts[0], parts[-1]}) and len(title) < 120


def _is_so(part: str) -> bool:
    bare = " ".join(_AROUND.sub(" ", part).split())
    return bare in _SAYS_SO or (not bare and bool(_NUMBER.search(part)))
