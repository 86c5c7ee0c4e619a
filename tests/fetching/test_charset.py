"""Old encodings: no letter may be wrong, whatever a page is written in and whatever it declares."""

import pytest

from bookmarks.fetching.charset import codec_of_label, decode
from bookmarks.fetching.page import read_page

JAPANESE = "日本語の題名です。これは文字化けしてはいけません。"
RUSSIAN = "Широкая электрификация южных губерний даст мощный толчок подъёму сельского хозяйства."
UKRAINIAN = "Щастя і здоров'я всім мешканцям нашого міста, які прийшли сьогодні на площу."
GREEK = "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία, είπε ο γέρος στο παιδί."
CHINESE = "网页的标题,不应该出现乱码。春眠不觉晓,处处闻啼鸟。"
TAIWANESE = "網頁的標題,不應該出現亂碼。春眠不覺曉,處處聞啼鳥。"
KOREAN = "다람쥐 헌 쳇바퀴에 타고파. 제목이 깨지면 안 됩니다."
POLISH = "Wiadomości dnia i pogoda na jutro. Zażółć gęślą jaźń."
CZECH = "Zprávy dne a počasí na zítra. Příliš žluťoučký kůň úpěl ďábelské ódy."
HUNGARIAN = "Árvíztűrő tükörfúrógép. A polgármester bejelentette a jövő évi terveket."
HEBREW = "דג סקרן שט בים מאוכזב ולפתע מצא חברה נחמדה"
ARABIC = "قال رئيس البلدية إن الخطة لن تنفذ بسبب نقص المال في المدينة هذا العام."
THAI = "นายกเทศมนตรีกล่าวว่าแผนดังกล่าวจะไม่ดำเนินการในปีนี้"
TURKISH = "Belediye başkanı planın bu yıl gerçekleşmeyeceğini söyledi. Şehirde ışık var."
FRENCH = "Le maire a déclaré que les élèves étaient très contents. Où êtes-vous passés ?"
SPANISH = "El alcalde anunció los planes: mañana habrá más niños en la montaña."
LITHUANIAN = "Miesto meras paskelbė kitų metų planus, gyventojai džiaugiasi, šviečia saulė."

# the text, its real encoding, what the header says, what the meta element says
PAGES = [
    (JAPANESE, "shift_jis", "Shift_JIS", ""),
    (JAPANESE, "shift_jis", "", "x-sjis"),
    (JAPANESE, "euc_jp", "", "x-euc-jp"),
    (JAPANESE, "iso2022_jp", "", "iso-2022-jp"),
    (JAPANESE, "cp932", "", ""),
    (JAPANESE, "euc_jp", "", ""),
    (JAPANESE, "iso2022_jp", "", ""),
    (JAPANESE, "utf-16", "", ""),
    (JAPANESE, "utf-16-be", "utf-16be", ""),
    (JAPANESE, "utf-8", "iso-8859-1", "shift_jis"),
    (JAPANESE, "shift_jis", "utf-8", "shift_jis"),
    ("①㈱髙﨑 ～ 巻Ⅳ", "cp932", "shift_jis", ""),
    (RUSSIAN, "cp1251", "", "windows-1251"),
    (RUSSIAN, "cp1251", "", "win-1251"),
    (RUSSIAN, "koi8_r", "KOI8-R", "utf-8"),
    (RUSSIAN, "koi8_r", "", ""),
    (RUSSIAN, "iso8859_5", "", ""),
    (RUSSIAN, "cp866", "", ""),
    (RUSSIAN, "cp1251", "", ""),
    (RUSSIAN, "cp1251", "utf-8", "windows-1251"),
    (RUSSIAN, "mac_cyrillic", "", "x-mac-cyrillic"),
    (UKRAINIAN, "koi8_u", "koi8-u", ""),
    (UKRAINIAN, "cp1251", "", ""),
    (GREEK, "iso8859_7", "iso-8859-7", ""),
    (GREEK, "cp1253", "", ""),
    (POLISH, "iso8859_2", "", ""),
    (POLISH, "cp1250", "", ""),
    (CZECH, "iso8859_2", "", ""),
    (CZECH, "cp1250", "", ""),
    (HUNGARIAN, "iso8859_2", "", "iso-8859-2"),
    (CHINESE, "gbk", "gb2312", ""),
    (CHINESE, "gb18030", "", ""),
    (CHINESE, "hz", "", "hz-gb-2312"),
    (CHINESE, "utf-8", "", "gb2312"),
    ("𠮷野家 €", "gb18030", "gbk", ""),
    (TAIWANESE, "big5", "big5", ""),
    (TAIWANESE, "big5", "", ""),
    ("香港嘅嘢冇得頂", "big5hkscs", "", "big5-hkscs"),
    (KOREAN, "cp949", "", "euc-kr"),
    (KOREAN, "cp949", "", ""),
    ("똠방각하 펲시콜라", "cp949", "ks_c_5601-1987", ""),
    (HEBREW, "iso8859_8", "", "iso-8859-8-i"),
    (HEBREW, "cp1255", "", "windows-1255"),
    (HEBREW, "cp1255", "", ""),
    (ARABIC, "cp1256", "windows-1256", ""),
    (ARABIC, "iso8859_6", "", "iso-8859-6"),
    (ARABIC, "cp1256", "", ""),
    (THAI, "cp874", "", "tis-620"),
    (THAI, "cp874", "", ""),
    (TURKISH, "cp1254", "iso-8859-9", ""),
    (TURKISH, "cp1254", "", ""),
    (LITHUANIAN, "cp1257", "", ""),
    (FRENCH, "cp1252", "", ""),
    (SPANISH, "cp1252", "", ""),
    ("“Café” – 20 €", "cp1252", "iso-8859-1", ""),
    ("“Café” – 20 €", "cp1252", "us-ascii", ""),
    ("“Café” – 20 €", "utf-8-sig", "windows-1252", ""),
    ("Le café du coin", "cp1252", "utf-8", "utf-8"),
    ("Le café du coin", "utf-8", "iso-8859-1", ""),
    ("模样", "gbk", "gbk", ""),
    ("Čaj 20 €", "iso8859_16", "", "iso-8859-16"),
    ("Ŵyn a Ŷ", "iso8859_14", "", "iso-8859-14"),
    ("Grüße “aus” Köln", "mac_roman", "macintosh", ""),
    ("Grüße aus Köln", "cp1252", "", "x-user-defined"),
    ("Grüße aus Köln", "utf-8", "", "utf-16"),
    ("Zürich", "utf-8", "nonsense-8", "rot13"),
]


@pytest.mark.parametrize(("text", "codec", "header", "meta"), PAGES)
def test_no_letter_is_wrong_whatever_the_page_is_written_in(text, codec, header, meta):
    declared = f'<meta charset="{meta}">' if meta else ""
    body = f"<html><head>{declared}<title>{text}</title></head><body>{text}</body></html>"
    headers = {"content-type": f"text/html; charset={header}" if header else "text/html"}
    assert read_page(body.encode(codec), headers, "http://a.example/").title == text


@pytest.mark.parametrize(
    "declaration",
    [
        "<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>",
        "<meta content='text/html;charset = windows-1251' http-equiv=content-type>",
        '<META CHARSET="CP1251"/>',
        "<!-- <meta charset=utf-8> --><meta charset=windows-1251>",
        "<script>'<meta charset=koi8-r>'</script><meta charset=windows-1251>",
        f"<style>{'p{}' * 900}</style><meta charset=windows-1251>",
        '<?xml version="1.0" encoding="windows-1251"?>',
    ],
)
def test_a_declaration_is_found_wherever_the_page_has_it(declaration):
    body = f"{declaration}<title>Мир</title>".encode("cp1251")
    assert "Мир" in decode(body)


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("l1", "cp1252"),
        (" ISO_8859-1:1987 ", "cp1252"),
        ("l5", "cp1254"),
        ("dos-874", "cp874"),
        ("sun_eu_greek", "iso8859-7"),
        ("asmo-708", "iso8859-6"),
        ("logical", "iso8859-8"),
        ("csisolatinhebrew", "iso8859-8"),
        ("koi8-ru", "koi8-u"),
        ("x-x-big5", "big5hkscs"),
        ("windows-31j", "cp932"),
        ("ms932", "cp932"),
        ("iso-ir-58", "gb18030"),
        ("windows-949", "cp949"),
        ("iso-ir-149", "cp949"),
        ("cseucpkdfmtjapanese", "euc_jp"),
        ("unicode-1-1-utf-8", "utf-8"),
        ("'utf8'", "utf-8"),
        ("utf-7", ""),
        ("rot13", ""),
        ("unicode-escape", ""),
    ],
)
def test_a_label_means_what_it_means_in_browsers(label, codec):
    assert codec_of_label(label) == codec


@pytest.mark.parametrize(
    ("body", "label", "letters"),
    [
        (b"\x81\x8d\x9d", "windows-1252", "\x81\x8d\x9d"),
        (b"\xca", "windows-1255", "\u05ba"),
        (b"\xae\xbe", "koi8-u", "ўЎ"),
        (b"\x80 \xa8\xbc \xa6\xd9", "gbk", "€ ḿ ︐"),
        (b"\x95\x32\x82\x36", "gb18030", "𠀀"),
        (b"\x87\x7a\x87\x7b \xa3\xe1 \x88\x62", "big5", "㡵𡵓 € Ê̄"),
        (b"\xad\xa1\xad\xea\xfc\xe2 \xa1\xc1\xa1\xdd", "euc-jp", "①㈱髙 ～－"),
        (b"\x8f\xb0\xa1\x8e\xb1", "euc-jp", "丂ｱ"),
        (b"\x1b$B-!|b\x1b(I1\x1b(B.", "iso-2022-jp", "①髙ｱ."),
        (b"\xc8\xde\x8c\x63", "euc-kr", "휴똠"),
    ],
)
def test_letters_beyond_pythons_codecs_are_read_as_browsers_read_them(body, label, letters):
    assert decode(body, f"text/html; charset={label}") == letters


def test_a_broken_pair_does_not_swallow_the_markup_after_it():
    assert decode(b"\xa4<p>\xa4\xa2", "text/html; charset=euc-jp").endswith("<p>あ")


@pytest.mark.parametrize("hint", ["http://lap.hu/", "http://a.example/"])
def test_the_country_of_a_site_or_its_language_helps_the_detection(hint):
    body = f"<html lang=hu><title>{HUNGARIAN}</title>".encode("cp1250")
    assert HUNGARIAN in decode(body, "", hint)


def test_text_that_cannot_be_decoded_is_dropped_not_garbled():
    garbled = b"<meta property=og:title content='\xff\xfe\xfd\xfc'>"
    body = b"<meta charset=utf-8>" + garbled + "<title>Fine</title>ÄÖÜäöüß–“”…€".encode()
    assert read_page(body, {"content-type": "text/html"}, "http://a.example/").title == "Fine"


def test_a_letter_that_the_size_limit_cut_does_not_spoil_the_page():
    body = "<meta charset=utf-8><title>Grün</title><p>…".encode()[:-1]
    assert read_page(body, {"content-type": "text/html"}, "http://a.example/").title == "Grün"
