"""What people write for the condition of a piece, in the six languages."""

from __future__ import annotations

from functools import cache, lru_cache

from stockpile.domain.standing import Condition
from stockpile.language import names_by_words
from stockpile.reference.data import spelling

_WORDS = {
    Condition.SERVICEABLE: """
        serviceable|svc|s|good|very good|excellent|new|like new|fair|ok|working|operational|functional|usable|fit
        in order|fully serviceable|condition a|a|code a|condition code a|issuable|used good|as new|unused|bon
        bon etat|tres bon|neuf|en service|fonctionnel|utilisable|operationnel|serviable|bueno|buen estado|buena
        nuevo|operativo|operativa|funcional|en servicio|servible|util|excelente|исправен|исправно|исправный
        исправная|исправное|годен|годный|новый|хорошее|хорошая|удовлетворительное|в исправном состоянии|рабочее|صالح
        صالحة|جيد|جيدة|جديد|صالح للاستعمال|صالح للخدمة|سليم|ممتاز|良好|完好|好|可用|新|正常|能用|堪用
    """,
    Condition.REPAIRABLE: """
        repairable|reparable|needs repair|need repair|under repair|to be repaired|repair|requires repair|rep|r
        fair repairable|economically repairable|code f|f|minor repair|major repair|defective|damaged|poor|a reparer
        reparables|en reparation|endommage|defectueux|mediocre|por reparar|en reparacion|danado|danada|averiado
        regular|defectuoso|требует ремонта|ремонт|в ремонте|ремонтопригоден|неисправно подлежит ремонту|поврежден
        ограниченно годен|قابل للاصلاح|قابل للإصلاح|يحتاج اصلاح|تحت الاصلاح|متضرر|قيد الاصلاح|可修|待修|需修理|损坏
        待修理|可修理
    """,
    Condition.UNSERVICEABLE: """
        unserviceable|u s|us|unserv|bad|beyond repair|ber|condemned|scrap|unusable|not serviceable|non serviceable
        broken|not working|inoperable|unfit|code h|h|worn out|obsolete|non functional|not functional|un serviceable
        beyond economic repair|hors service|hs|mauvais|inutilisable|reforme|irreparable|mauvais etat|non fonctionnel
        inservible|malo|mala|mal estado|fuera de servicio|inutil|inutilizable|no funciona|de baja|no servible
        inoperativo|chatarra|негоден|негодный|неисправен|неисправно|неисправный|списан|непригоден
        не подлежит ремонту|плохое|нерабочее|غير صالح|غير صالحة|تالف|خارج الخدمة|غير صالح للاستعمال|معطوب|عاطل|报废
        不可用|失效|坏|不能用|废品
    """,
    Condition.INCOMPLETE: """
        incomplete|missing parts|parts missing|parts only|code g|g|not complete|incomplet|pieces manquantes
        incompleto|incompleta|faltan piezas|некомплект|некомплектен|неполный|разукомплектован|некомплектный|ناقص
        غير كامل|غير مكتمل|不全|缺件|不完整
    """,
}


@cache
def _spelt() -> dict[str, Condition]:
    found: dict[str, Condition] = {}
    for condition, block in _WORDS.items():
        for line in block.splitlines():
            for word in line.split("|"):
                if word.strip():
                    found.setdefault(spelling(word), condition)
    return found


@lru_cache(maxsize=1024)
def condition(text: str) -> Condition | None:
    """The condition that a text names; None where it is not known."""
    return _spelt().get(spelling(text)) or _shown().get(text.strip().casefold())


@cache
def _shown() -> dict[str, Condition]:
    """By the words on our own screens and lists: what is exported can be read again."""
    return {words: Condition(name) for words, name in names_by_words(Condition).items()}
