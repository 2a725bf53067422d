"""What people write above the columns of an inventory, in the six languages and in abbreviations.

Phrases are in the form that `stockpile.exchange.columns.heading_words` gives: small letters, no accents, words parted
by one space. Within a field the first phrases are the better ones: `ship date` before `requisition date`.
"""

from __future__ import annotations

SERIAL, MAKER, MODEL, ITEM, COUNTRY, CALIBRE = "serial", "maker", "model", "item", "country", "calibre"
CATEGORY, NSN, QUANTITY, UNIT, UNIT_VALUE = "category", "nsn", "quantity", "unit", "unit_value"
TOTAL_VALUE, ASSET_NUMBER, RECEIVED_ON, PLACE = "total_value", "asset_number", "received_on", "place"
REGION, CONDITION, YEAR, IMPORT_COUNTRY = "region", "condition", "year", "import_country"
HOLDER, REMARK, DOCUMENT, ROW_NUMBER = "holder", "remark", "document", "row_number"
WEAPON_ID = "weapon_id"
IGNORED = "ignored"  # a column that is passed over, and not kept as a note either
OURS = "Stockpile:"  # begins the heading of a column that the program added to a file that went back

FIELDS = (
    SERIAL, MAKER, MODEL, ITEM, COUNTRY, CALIBRE, CATEGORY, NSN, QUANTITY, UNIT, UNIT_VALUE, TOTAL_VALUE, ASSET_NUMBER,
    RECEIVED_ON, PLACE, REGION, CONDITION, YEAR, IMPORT_COUNTRY, HOLDER, REMARK, DOCUMENT, ROW_NUMBER,
    WEAPON_ID, IGNORED,
)  # fmt: skip

_PHRASES = {
    SERIAL: """
        serial number|serial no|serial num|serial nr|serial|serialnumber|serialno|serial numbers
        weapon serial number|weapon serial no|weapon serial|firearm serial number|gun serial number|weapon number
        weapon no|gun number|gun no|firearm number|rifle number|rifle no|body number|body no|receiver number
        frame number|sn|s n|ser no|ser num|ser nr|numero de serie|no de serie|n de serie|num de serie|nr de serie
        num serie|no serie|n serie|numero serie|matricule|numero de matricule|no matricule|numero d arme
        numero de l arme|no arme|numero del arma|no de arma|matricula|серииныи номер|серииныи|номер серии
        заводскои номер|зав номер|зав no|номер оружия|no оружия|номер|الرقم التسلسلي|رقم تسلسلي|رقم السلاح
        رقم القطعه|الرقم المتسلسل للسلاح|رقم السلسله|序列号|枪号|编号|产品编号|武器编号|出厂编号|出厂号|枪支编号
        序號|槍號
    """,
    MAKER: """
        manufacturer|maker|make|mfr|mfg|manufactured by|manufacturer name|producer|brand|manufacturer importer
        factory|fabricant|marque|manufacture|constructeur|fabricante|marca|casa fabricante|производитель
        изготовитель|завод изготовитель|завод|марка|الشركه المصنعه|المصنع|الصانع|الماركه|جهه الصنع|制造商|生产商
        制造厂|厂家|生产厂家|品牌|厂商
    """,
    MODEL: """
        model|model name|model number|model no|weapon model|make and model|make model|model designation
        weapon make and model|type model|model type|mark|designation of model|modele|modele d arme|modelo
        modelo del arma|marca y modelo|модель|модель оружия|марка и модель|الموديل|الطراز|موديل|طراز|型号|型號
        武器型号|枪型
    """,
    ITEM: """
        item name|item|item description|nomenclature|description|designation|item nomenclature|article|article name
        material|material description|equipment|property description|commodity|stock item|weapon description
        description of weapon|weapon name|name of weapon|name of item|particulars|details|equipment name|product
        designation de l arme|denomination|libelle|designation du materiel|articulo|descripcion|nombre del articulo
        denominacion|descripcion del arma|nomenclatura|наименование|наименование оружия|описание|номенклатура
        наименование имущества|предмет|الوصف|اسم الصنف|الصنف|البيان|اسم السلاح|وصف السلاح|المسمي|名称|品名|物品名称
        描述|武器名称|名稱|arme|armes|weapon|weapons|firearm|firearms|gun|arma|armas|оружие|السلاح|الاسلحه|武器|枪支
        arms
    """,
    COUNTRY: """
        country of manufacture|country of origin|country of production|manufacturing country|made in|origin country
        country made|origin|country|country of make|producing country|pays de fabrication|pays d origine|origine
        pays|pays fabricant|pais de fabricacion|pais de origen|origen|pais|procedencia|страна изготовления
        страна производства|страна производитель|страна происхождения|страна|بلد الصنع|بلد المنشا|دوله الصنع|المنشا
        البلد|原产国|制造国|生产国|产地|国家|原產國
    """,
    CALIBRE: """
        calibre|caliber|cal|bore|cartridge|chambering|gauge|gage|caliber gauge|caliber or gauge|calibre mm
        caliber mm|ammunition type|calibre de l arme|munition|calibro|калибр|калибр мм|патрон|العيار|عيار|口径|口徑
    """,
    CATEGORY: """
        category|weapon category|weapon type|type of weapon|firearm type|gun type|type of firearm|class of weapon
        weapon class|kind of weapon|category of weapon|arms type|small arms category|iti category|item type
        item category|categorie|type d arme|genre|nature de l arme|nature|genre d arme|categoria|tipo de arma
        clase de arma|clase|категория|тип оружия|вид оружия|вид|فيه السلاح|نوع السلاح|الفيه|صنف السلاح|类别|武器类型
        种类|武器类别|類別|枪支类型
    """,
    NSN: """
        nsn|national stock number|nato stock number|stock number|nsn number|nsn no|stock no|nato stock no|niin
        stocknumber|numero de nomenclature otan|nno|numero otan|numero otan de stock|numero de stock|номер нато
        номенклатурныи номер|رقم الناتو|رقم المخزون|北约编号|nsn lsn|nsn nomenclature number
    """,
    QUANTITY: """
        quantity|qty|qty on hand|on hand|quantity on hand|oh qty|qnty|qt|qtty|pieces|pcs|number of weapons
        no of weapons|number of items|count|units|stock|balance|in stock|holding|holdings|total quantity|total qty
        sum of quantity|quantite|qte|nombre|effectif|cantidad|cant|numero de armas|unidades|existencias|количество
        кол во|колво|кол|наличие|الكميه|كميه|العدد|عدد|数量|數量|件数|库存
    """,
    UNIT: """
        ui|u i|unit of issue|unit of measure|uom|u m|um|uoi|unit|unite|unite de mesure|udm|unidad de medida|unidad
        u de m|единица измерения|ед изм|единица|وحده القياس|الوحده|وحده|单位|計量單位|计量单位
    """,
    UNIT_VALUE: """
        unit cost|unit price|unit value|acquisition value|acquisition cost|price each|cost each|cost per unit
        price per unit|original acquisition value|acq value|acq cost|cost|price|value|purchase price
        acquisition price|prix unitaire|cout unitaire|valeur unitaire|prix|cout|valeur|valeur d acquisition
        precio unitario|costo unitario|valor unitario|precio|costo|valor|valor de adquisicion|цена|цена за единицу
        стоимость|цена за ед|سعر الوحده|ثمن الوحده|السعر|القيمه|الثمن|单价|价格|單價|价值
    """,
    TOTAL_VALUE: """
        total cost|total value|total price|extended cost|extended value|extended price|total acquisition value
        total acquisition cost|line total|total amount|total|amount|montant|montant total|valeur totale|cout total
        prix total|valor total|costo total|precio total|importe|importe total|monto|общая стоимость|сумма
        итоговая стоимость|общая цена|القيمه الاجماليه|اجمالي القيمه|السعر الاجمالي|المجموع|الاجمالي|总价|总金额
        总值|合计|金额
    """,
    ASSET_NUMBER: """
        asset number|asset no|asset id|asset tag|asset|property number|property no|property id|inventory number
        inventory no|inventory id|inv number|inv no|inventory num|tag number|tag no|registration number
        registration no|reg no|registry number|register number|butt number|butt no|rack number|rack no|weapon id
        item id|item number|control number|bar code|barcode|uid|uii|iuid|record number|record id|state mark
        government property number|numero d inventaire|no d inventaire|n d inventaire|no inventaire
        numero d immatriculation|immatriculation|numero d enregistrement|numero de inventario|no de inventario
        n de inventario|numero de registro|codigo|codigo de inventario|numero de activo|инвентарныи номер|инв номер
        инв no|учетныи номер|регистрационныи номер|رقم الجرد|رقم العهده|رقم القيد|رقم الاصل|رقم التسجيل|资产编号
        资产号|登记号|库存编号|資產編號
    """,
    RECEIVED_ON: """
        ship date|date shipped|shipped date|date received|received date|received on|received|receipt date|date of receipt
        date acquired|acquisition date|date of acquisition|acquired|date in|intake date|date of intake|entry date
        date of entry|issue date|date issued|date of issue|purchase date|delivery date|transfer date|date of supply
        requisition date|date|date de reception|date d entree|date d acquisition|date de livraison|recu le
        fecha de recepcion|fecha de ingreso|fecha de entrega|fecha de adquisicion|fecha de alta|fecha
        дата поступления|дата получения|дата приема|дата|تاريخ الاستلام|تاريخ الاستلام والتسليم|تاريخ الشحن
        تاريخ الورود|التاريخ|接收日期|入库日期|收到日期|日期|领用日期
    """,
    PLACE: """
        station name lea|station name|station|location|storage location|place|store|storage site|depot|armoury
        armory|warehouse|police station|agency name|agency|department|unit name|unit location|site|base|building
        room|shelf|bin|rack|shelf location|facility|garrison|post|county|city|lieu|emplacement|lieu de stockage
        magasin|armurerie|site de stockage|poste|caserne|localisation|commissariat|ubicacion|lugar|almacen|deposito
        armeria|comisaria|unidad policial|destacamento|место хранения|местонахождение|склад|место|подразделение
        воинская часть|الموقع|المكان|المستودع|مكان التخزين|المخزن|القسم|المركز|الوحده العسكريه|位置|地点|存放地点
        仓库|库房|存放位置
    """,
    REGION: """
        state|province|region|state province|governorate|district|division|departement|departamento|provincia|estado
        oblast|область|регион|раион|الولايه|المحافظه|الاقليم|المنطقه|省|地区|州
    """,
    CONDITION: """
        condition|condition code|cond|cond code|serviceability|physical condition|state of weapon
        condition of weapon|state of repair|servicability|status of serviceability|weapon condition|etat
        etat de l arme|condition de l arme|estado del arma|estado de conservacion|condicion|estado fisico|состояние
        техническое состояние|кондиция|категория годности|الحاله|حاله السلاح|الحاله الفنيه|状态|状况|技术状态
        完好情况
    """,
    YEAR: """
        year|year of manufacture|manufacture year|year made|year of production|production year|manufacturing year
        yom|date of manufacture|manufactured|annee|annee de fabrication|ano|ano de fabricacion|год|год выпуска
        год изготовления|год производства|سنه الصنع|سنه الانتاج|تاريخ الصنع|年份|生产年份|制造年份|出厂年份
    """,
    IMPORT_COUNTRY: """
        import country|country of import|imported from|country of last import|importing country|pays d importation
        pais de importacion|importado de|страна импорта|страна ввоза|импорт из|بلد الاستيراد|进口国
    """,
    HOLDER: """
        holder|issued to|assigned to|custodian|custody|holder name|user|owner|name of holder|issued|allocated to
        responsible officer|officer|detenteur|affecte a|attribue a|utilisateur|porteur|titular|asignado a
        responsable|usuario|poseedor|custodio|за кем закреплено|закреплено за|владелец|кому выдано|ответственныи
        المستلم|صاحب العهده|العهده|حامل السلاح|المسوول|مسلم الي|持有人|保管人|领用人|使用人|使用者
    """,
    REMARK: """
        remark|remarks|comment|comments|note|notes|observation|observations|additional information|memo|remarques
        remarque|commentaire|commentaires|observaciones|observacion|notas|nota|comentarios|примечание|примечания
        заметки|комментарии|ملاحظات|ملاحظه|备注|附注|說明|说明
    """,
    DOCUMENT: """
        requisition number|requisition no|voucher number|voucher no|document number|document no|doc number|doc no
        dtid|requisition|voucher|receipt number|receipt no|invoice number|invoice no|issue voucher|reference number
        reference|ref no|ref|transfer number|delivery note|bon de livraison|numero de piece|numero de document
        numero de bon|numero de documento|no de documento|vale|comprobante|numero de vale|номер документа|документ
        накладная|номер накладнои|رقم السند|رقم المستند|رقم الاذن|رقم الوثيقه|凭证号|单据号|文件号|单号
    """,
    WEAPON_ID: """
        stockpile id
    """,
    ROW_NUMBER: """
        row|row number|row no|row id|line|line number|line no|sr no|sl no|sno|s no|sr|ser|serial no row|index|rank
        no|n|nr|num|number|item no|numero|ligne|no d ordre|numero d ordre|n ordre|no ordre|orden|no de orden|fila
        no п п|п п|n п п|no пп|пп|номер по порядку|م|ت|رقم|مسلسل|الرقم|序号|行号|序|次序
    """,
}  # fmt: skip


def _parted(block: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for line in block.splitlines() for phrase in line.split("|") if phrase.strip())


PHRASES: dict[str, tuple[str, ...]] = {field: _parted(block) for field, block in _PHRASES.items()}

# A heading with one of these is about something else than the words beside it: `Serial Number Required Flag`.
ABOUT_SOMETHING_ELSE = frozenset(
    """
    flag required require active image images photo photos picture demil code name2 inspected inspection check checked
    verified verification ok yes expiry expires expiration next last previous old new magazine magazines ammunition ammo
    rounds scope optic sight barrel bolt accessories licence license permit phone email fips fsc id2 population percent
    rate average ratio birth death age salary student patient federal
    """.split()  # noqa: SIM905 - a list of words reads as one
)

# Headings that can mean several fields; the cells below decide, the first field where they do not.
# Headings of the program's own lists that are no field of an inventory: their cells are not guessed at.
OWN_WORDS = frozenset({"weapon id", "site", "standing", "flags", "flag"})

DOUBTFUL: dict[str, tuple[str, ...]] = {
    "type": (CATEGORY, MODEL, ITEM),
    "types": (CATEGORY, MODEL, ITEM),
    "kind": (CATEGORY, MODEL, ITEM),
    "class": (CATEGORY,),
    "name": (ITEM, MODEL, CATEGORY),
    "nom": (ITEM, MODEL, CATEGORY),
    "nombre": (QUANTITY, ITEM, MODEL),  # number in French, name in Spanish
    "tipo": (CATEGORY, MODEL, ITEM),
    "тип": (CATEGORY, MODEL, ITEM),
    "النوع": (CATEGORY, MODEL, ITEM),
    "نوع": (CATEGORY, MODEL, ITEM),
    "类型": (CATEGORY, MODEL, ITEM),
    "weapon": (ITEM, MODEL, CATEGORY),
    "weapons": (ITEM, MODEL, CATEGORY),
    "firearm": (ITEM, MODEL, CATEGORY),
    "gun": (ITEM, MODEL, CATEGORY),
    "arme": (ITEM, MODEL, CATEGORY),
    "arma": (ITEM, MODEL, CATEGORY),
    "оружие": (ITEM, MODEL, CATEGORY),
    "السلاح": (ITEM, MODEL, CATEGORY),
    "武器": (ITEM, MODEL, CATEGORY),
    "model": (MODEL, CATEGORY),
    "designation": (ITEM, MODEL),
    "description": (ITEM, MODEL),
    "state": (REGION, CONDITION),
    "status": (CONDITION,),
    "estado": (REGION, CONDITION),
    "etat": (CONDITION, REGION),
    "no": (ROW_NUMBER, SERIAL, ASSET_NUMBER),
    "n": (ROW_NUMBER, SERIAL, ASSET_NUMBER),
    "nr": (ROW_NUMBER, SERIAL, ASSET_NUMBER),
    "num": (ROW_NUMBER, SERIAL, ASSET_NUMBER),
    "number": (ROW_NUMBER, SERIAL, ASSET_NUMBER, QUANTITY),
    "numero": (ROW_NUMBER, SERIAL, ASSET_NUMBER, QUANTITY),
    "s no": (ROW_NUMBER, SERIAL),
    "sno": (ROW_NUMBER, SERIAL),
    "sn": (SERIAL, ROW_NUMBER),
    "s n": (SERIAL, ROW_NUMBER),
    "ser": (ROW_NUMBER, SERIAL),
    "serial": (SERIAL, ROW_NUMBER),
    "serial no": (SERIAL, ROW_NUMBER),
    "serial number": (SERIAL, ROW_NUMBER),
    "номер": (SERIAL, ROW_NUMBER),
    "الرقم": (ROW_NUMBER, SERIAL),
    "رقم": (ROW_NUMBER, SERIAL),
    "序号": (ROW_NUMBER, SERIAL),
    "编号": (SERIAL, ROW_NUMBER),
    "mark": (MODEL,),
    "unit": (UNIT, PLACE),
    "units": (QUANTITY, UNIT, PLACE),
    "stock": (QUANTITY,),
    "stock number": (NSN, ASSET_NUMBER),
    "stock no": (NSN, ASSET_NUMBER),
    "year": (YEAR,),
    "manufactured": (YEAR, MAKER),
    "date of manufacture": (YEAR,),
    "category": (CATEGORY,),
    "total": (TOTAL_VALUE, QUANTITY),
    "value": (UNIT_VALUE,),
    "issued": (HOLDER, QUANTITY),
    "cartridge": (CALIBRE, ITEM),
    "munition": (CALIBRE, ITEM),
    "patron": (CALIBRE, ITEM),
    "ownership": (HOLDER,),
}
