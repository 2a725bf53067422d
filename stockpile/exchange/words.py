"""The words by which a line of an inventory is told a weapon or not, in the six languages.

Supply catalogues name the noun first (`MAGAZINE,CARTRIDGE`), plain English names it last (`rifle magazine`); French,
Spanish, Russian and Arabic name it first. `stockpile.exchange.classify` knows the rules; here are only the words.
All words are capitals without accents.
"""

from __future__ import annotations

from stockpile.domain.category import Category

_P, _R, _S, _A = Category.PISTOL, Category.RIFLE, Category.SUB_MACHINE_GUN, Category.ASSAULT_RIFLE
_L, _H, _G, _M = Category.LIGHT_MACHINE_GUN, Category.HEAVY_MACHINE_GUN, Category.GRENADE_LAUNCHER, Category.MORTAR
_T, _Z, _C, _O = Category.ANTI_TANK_LAUNCHER, Category.ANTI_AIRCRAFT_LAUNCHER, Category.RECOILLESS_RIFLE, Category.OTHER

# English nouns that name a weapon by themselves. The longer phrase wins.
ENGLISH_WEAPONS: dict[str, Category] = {
    "RIFLE": _R, "RIFLES": _R, "CARBINE": _R, "CARBINES": _R, "MUSKET": _O, "MACHINE RIFLE": _L, "AUTOMATIC RIFLE": _L,
    "ASSAULT RIFLE": _A, "ASSAULT RIFLES": _A, "PISTOL": _P, "PISTOLS": _P, "REVOLVER": _P, "REVOLVERS": _P,
    "HANDGUN": _P, "HANDGUNS": _P, "HAND GUN": _P, "SHOTGUN": _O, "SHOTGUNS": _O, "SHOT GUN": _O, "RIOT GUN": _O,
    "MACHINE GUN": _L, "MACHINE GUNS": _L, "MACHINEGUN": _L, "MACHINEGUNS": _L, "MACHINE-GUN": _L,
    "LIGHT MACHINE GUN": _L, "HEAVY MACHINE GUN": _H, "GPMG": _L, "LMG": _L, "HMG": _H, "MMG": _L,
    "SUBMACHINE GUN": _S, "SUBMACHINEGUN": _S, "SUB MACHINE GUN": _S, "SUB-MACHINE GUN": _S, "SUBMACHINE GUNS": _S,
    "SUB MACHINEGUN": _S, "SMG": _S, "MACHINE PISTOL": _S,
    "GRENADE LAUNCHER": _G, "GRENADE LAUNCHERS": _G, "ROCKET LAUNCHER": _T, "ROCKET LAUNCHERS": _T,
    "MISSILE LAUNCHER": _T, "RECOILLESS RIFLE": _C, "RECOILLESS GUN": _C, "RECOILLESS RIFLES": _C, "MORTAR": _M,
    "MORTARS": _M, "MANPADS": _Z, "MANPAD": _Z, "MANPADS LAUNCHER": _Z, "MANPAD LAUNCHER": _Z, "FIRING POST": _T,
    "SIDEARM": _P, "DERRINGER": _P, "RPG": _T,
}  # fmt: skip

# Catalogue names in reverse: `GUN,MACHINE`, `LAUNCHER,GRENADE`, `RIFLE,RECOILLESS`.
REVERSED: dict[tuple[str, str], Category] = {
    ("GUN", "GRENADE"): _G, ("GUN", "MACHINE"): _L, ("GUN", "SUBMACHINE"): _S, ("GUN", "RIOT"): _O, ("GUN", "SHOT"): _O,
    ("GUN", "RECOILLESS"): _C, ("RIFLE", "RECOILLESS"): _C, ("RIFLE", "ASSAULT"): _A, ("RIFLES", "ASSAULT"): _A,
    ("LAUNCHER", "GRENADE"): _G, ("LAUNCHERS", "GRENADE"): _G, ("LAUNCHER", "ROCKET"): _T, ("LAUNCHER", "MISSILE"): _T,
    ("LAUNCHER", "GUIDED MISSILE"): _T, ("LAUNCHER", "ANTITANK"): _T, ("LAUNCHER", "ANTI-TANK"): _T,
    ("PISTOL", "MACHINE"): _S, ("PISTOL", "SUBMACHINE"): _S, ("RIFLE", "AUTOMATIC"): _L, ("RIFLE", "MACHINE"): _L,
    ("CARBINE", "AUTOMATIC"): _R, ("GUN", "SUB-MACHINE"): _S, ("GUN", "SUB MACHINE"): _S,
}  # fmt: skip

# Languages that name the noun first; a line that begins with one of these is that weapon.
FIRST_WORDS: dict[str, Category] = {
    "FUSIL D'ASSAUT": _A, "FUSILS D'ASSAUT": _A, "FUSIL D ASSAUT": _A, "FUSIL DE ASALTO": _A, "FUSILES DE ASALTO": _A,
    "FUSIL AUTOMATIQUE": _A, "FUSIL AUTOMATICO": _A, "FUSIL A POMPE": _O, "FUSIL DE CHASSE": _O,
    "FUSIL-MITRAILLEUR": _L, "FUSIL MITRAILLEUR": _L, "FUSIL AMETRALLADOR": _L,
    "FUSIL": _R, "FUSILS": _R, "FUSILES": _R,
    "FUSIL DE CAZA": _O, "FUSIL LANCE-GRENADES": _G, "FUSIL SANS RECUL": _C, "CANON SANS RECUL": _C,
    "CANON SIN RETROCESO": _C, "FUSIL SIN RETROCESO": _C,
    "CARABINE": _R, "CARABINES": _R, "CARABINA": _R, "CARABINAS": _R, "PISTOLET": _P, "PISTOLETS": _P,
    "PISTOLET AUTOMATIQUE": _P, "PISTOLET-MITRAILLEUR": _S, "PISTOLET MITRAILLEUR": _S, "PISTOLA": _P, "PISTOLAS": _P,
    "PISTOLA AMETRALLADORA": _S, "SUBFUSIL": _S, "SUBFUSILES": _S, "SUBAMETRALLADORA": _S, "METRALLETA": _S,
    "MITRAILLETTE": _S, "MITRAILLEUSE": _L, "MITRAILLEUSES": _L, "MITRAILLEUSE LOURDE": _H, "AMETRALLADORA": _L,
    "AMETRALLADORAS": _L, "AMETRALLADORA PESADA": _H, "ESCOPETA": _O, "ESCOPETAS": _O, "LANCE-GRENADES": _G,
    "LANCE-GRENADE": _G, "LANCE GRENADES": _G, "LANCE GRENADE": _G, "LANZAGRANADAS": _G, "LANZA GRANADAS": _G,
    "LANCE-ROQUETTES": _T, "LANCE-ROQUETTE": _T, "LANCE ROQUETTES": _T, "LANCE ROQUETTE": _T, "LANZACOHETES": _T,
    "LANCE-MISSILES": _T, "LANZAMISILES": _T, "MORTIER": _M, "MORTIERS": _M, "MORTERO": _M, "MORTEROS": _M,
    "REVOLVERES": _P,
    "POSTE DE TIR": _T, "FUZIL": _R, "FUZIS": _R, "FUZIL DE ASSALTO": _A, "FUZIS DE ASSALTO": _A, "FUZIL DE PRECISAO": _R,
    "ESPINGARDA": _O, "ESPINGARDAS": _O, "GARRUCHA": _P, "GARRUCHAS": _P, "BACAMARTE": _O, "METRALHADORA": _L,
    "METRALHADORAS": _L, "METRALHADORA LEVE": _L, "METRALHADORA PESADA": _H, "METRALHADORA DE MAO": _S,
    "SUBMETRALHADORA": _S, "SUBMETRALHADORAS": _S, "PISTOLA-METRALHADORA": _S, "PISTOLA METRALHADORA": _S,
    "FUZIL METRALHADOR": _L, "FUZIL-METRALHADOR": _L, "LANCA-GRANADAS": _G, "LANCA GRANADAS": _G, "LANCA-ROJAO": _T,
    "LANCA ROJAO": _T, "LANCA-ROJOES": _T, "LANCA-FOGUETES": _T, "LANCA FOGUETES": _T, "LANCA-MISSEIS": _T,
    "MORTEIRO": _M, "MORTEIROS": _M, "CANHAO SEM RECUO": _C,
    "АВТОМАТ": _A, "АВТОМАТЫ": _A, "ВИНТОВКА": _R, "ВИНТОВКИ": _R, "СНАИПЕРСКАЯ ВИНТОВКА": _R, "КАРАБИН": _R,
    "ПИСТОЛЕТ": _P, "ПИСТОЛЕТЫ": _P, "РЕВОЛЬВЕР": _P, "ПИСТОЛЕТ-ПУЛЕМЕТ": _S, "ПУЛЕМЕТ": _L, "ПУЛЕМЕТЫ": _L,
    "РУЧНОИ ПУЛЕМЕТ": _L, "КРУПНОКАЛИБЕРНЫИ ПУЛЕМЕТ": _H, "ГРАНАТОМЕТ": _G, "ПОДСТВОЛЬНЫИ ГРАНАТОМЕТ": _G,
    "РУЧНОИ ПРОТИВОТАНКОВЫИ ГРАНАТОМЕТ": _T, "МИНОМЕТ": _M, "РУЖЬЕ": _O, "ДРОБОВИК": _O, "ПЗРК": _Z, "ПТРК": _T,
    "АВТОМАТИЧЕСКИИ ГРАНАТОМЕТ": _G, "СТАНКОВЫИ ГРАНАТОМЕТ": _G, "СТАНКОВЫИ ПРОТИВОТАНКОВЫИ ГРАНАТОМЕТ": _C,
    "РУЧНОИ ГРАНАТОМЕТ": _T, "РЕАКТИВНЫИ ГРАНАТОМЕТ": _T, "БЕЗОТКАТНОЕ ОРУДИЕ": _C, "МИНОМЕТЫ": _M, "ГРАНАТОМЕТЫ": _G,
    "СТАНКОВЫИ ПУЛЕМЕТ": _H, "ЕДИНЫИ ПУЛЕМЕТ": _L, "ПИСТОЛЕТЫ-ПУЛЕМЕТЫ": _S, "РЕВОЛЬВЕРЫ": _P, "КАРАБИНЫ": _R,
    "САМОЗАРЯДНЫИ КАРАБИН": _R, "САМОЗАРЯДНАЯ ВИНТОВКА": _R, "САМОДЕЛЬНЫИ ПИСТОЛЕТ": _P, "САМОДЕЛЬНОЕ РУЖЬЕ": _O,
    "ПРОТИВОТАНКОВОЕ РУЖЬЕ": Category.ANTI_TANK_GUN, "ОХОТНИЧЬЕ РУЖЬЕ": _O, "ОХОТНИЧЬИ РУЖЬЯ": _O, "РУЖЬЯ": _O,
    "ОХОТНИЧИИ КАРАБИН": _R, "ОБРЕЗ": _O, "ОБРЕЗ ВИНТОВКИ": _R, "ЗЕНИТНАЯ УСТАНОВКА": Category.ANTI_AIRCRAFT_GUN,
    "بندقية هجومية": _A, "بندقية الية": _A, "بندقية قنص": _R, "بندقية صيد": _O, "بندقية": _R, "بنادق": _R, "مسدس": _P,
    "مسدسات": _P, "رشاش ثقيل": _H, "رشاش قصير": _S, "رشاش": _L, "رشاشات": _L, "قاذف قنابل": _G, "قاذفة قنابل": _G,
    "قاذف صواريخ": _T, "قاذفة صواريخ": _T, "قاذف": _T, "هاون": _M, "مدفع هاون": _M, "مدفع عديم الارتداد": _C,
    "مدفع مضاد للطائرات": Category.ANTI_AIRCRAFT_GUN, "قناصة": _R, "رشاش متوسط": _L, "غدارة": _S, "رشيش": _S,
    "كلاشنكوف": _A, "كلاشينكوف": _A,
}  # fmt: skip

# Chinese is written without spaces and names the noun last.
CHINESE_ENDINGS: dict[str, Category] = {
    "突击步枪": _A, "自动步枪": _A, "狙击步枪": _R, "步枪": _R, "卡宾枪": _R, "手枪": _P, "左轮": _P, "冲锋枪": _S,
    "轻机枪": _L, "重机枪": _H, "高射机枪": Category.ANTI_AIRCRAFT_GUN, "机枪": _L, "榴弹发射器": _G, "火箭筒": _T,
    "迫击炮": _M, "霰弹枪": _O, "猎枪": _O, "无后坐力炮": _C, "无坐力炮": _C, "火箭发射器": _T, "反坦克导弹发射器": _T,
    "反坦克导弹": _T, "防空导弹发射器": _Z, "防空导弹": _Z, "反器材步枪": _R, "通用机枪": _L, "班用机枪": _L, "火铳": _O,
}  # fmt: skip

# A line with one of these anywhere is no weapon, whatever else it names.
NEVER = frozenset(
    """
    TRAINING TRAINER TRAINERS SIMULATED SIMULATOR SIMULATION SIMUNITION DUMMY INERT REPLICA TOY MOCK MOCKUP MOCK-UP
    DRILL PAINTBALL AIRSOFT PELLET BB AIR PNEUMATIC RUBBER TASER CEW ELECTRICAL ELECTRIC IMPULSE STUN FLARE SIGNAL
    SIGNALING PYROTECHNIC VERY LINE-THROWING THROWING TRANQUILIZER CAPTIVE STARTER STARTING CAULKING CALKING GREASE
    LUBRICATING HEAT NAIL NAILER STAPLE STAPLING STUD GLUE SPRAY PAINT SPRAYING RADAR WELDING SOLDERING BLAST
    SANDBLAST RIVET RIVETING WATER FOAM MASSAGE TATTOO CAMERA LASER SMOKE CEMENT PESTLE DISPLAY CUTAWAY NONLETHAL
    NON-LETHAL CASTRATING INSULATION DUCT FUEL NOZZLE POWDER-ACTUATED VACCINE FOG DART TORPEDO DEPTH AIRCRAFT
    HELICOPTER VEHICLE TRUCK TRAILER ENTRENAMIENTO EXERCICE FACTICE MAQUETTE NEUTRALISE FOGUEO ALARME AIRE LUCES
    WOODEN NET BLUEGUN BLUEGUNS JOUET PEINTURE LANCE-FUSEES FUSEES PLOMB IMPULSION ELECTRIQUE COMPRIME SENALES JUGUETE
    BALINES PINTURA COMPRIMIDO BRINQUEDO PRESSAO SIMULACRO SIMULACROS ALARMA TREINAMENTO FESTIM INERTE DETONADORA
    ELECTRICA CHOQUE ИГРУШЕЧНЫИ ДЕРЕВЯННЫИ ДЕРЕВЯННАЯ СТАРТОВЫИ ОХОЛОЩЕННЫИ ПНЕВМАТ СХП ИГРУШКА СТРАЙКБОЛЬНЫИ
    لعبة صوت هوايي هوايية اشارة تدريب خشبي خشبية بلاستيك تقليد ضغط تخدير
    УЧЕБНЫИ УЧЕБНАЯ МАКЕТ ММГ СИГНАЛЬНЫИ ПНЕВМАТИЧЕСКИИ ПНЕВМАТИЧЕСКАЯ СТРОИТЕЛЬНЫИ
    """.split()  # noqa: SIM905 - a list of words reads as one
)

# The same of more than one word, anywhere in a line.
NEVER_PHRASES = (
    "BLUE GUN", "BLANK FIRING PISTOL", "BLANK FIRING REVOLVER", "BLANK GUN", "BLANK PISTOL", "RED GUN",
    "FUSIL DE MADERA", "FUZIL DE MADEIRA", "FUSIL EN BOIS", "PISTOLA DE MADERA", "PISTOLA DE MADEIRA", "ESPINGARDA DE PRESSAO",
    "DRILL PURPOSE", "FOR DRILL", "DISPLAY ONLY", "GAS PISTOL",
)  # fmt: skip
# Chinese, which has no words between spaces: what a line with one of these names is no weapon.
CHINESE_NEVER = (
    "玩具", "仿真", "模型", "训练", "教练", "道具", "发令枪", "信号枪", "气枪", "气步枪", "气手枪", "彩弹", "水枪", "喷枪", "钉枪",
    "电击", "麻醉", "报废模具", "枪架", "枪套", "枪柜", "枪袋", "枪油", "枪带", "枪托", "枪管", "枪盒",
)  # fmt: skip

# Nouns that name a part, an accessory or something to keep weapons in.
PARTS = frozenset(
    """
    ACCESSORIES ACCESSORY ADAPTER ADAPTERS ADAPTOR AMMO AMMUNITION ANTENNA ARMOR ASSEMBLY ATTACHMENT ATTACHMENTS BAG
    BAGS BARREL BARRELS BATTERY BAYONET BAYONETS BELT BELTS BINOCULAR BINOCULARS BIPOD BIPODS BLANK BODY BOLT BOLTS
    BOOK BORE BORESIGHT BOX BOXES BRACKET BRUSH BRUSHES BULLET BULLETS BUTT BUTTSTOCK BUTTSTOCKS CABINET CABINETS
    CABLE CAP CARRIER CARRIERS CART CARTRIDGE CARTRIDGES CASE CASES CATCH CHAMBER CHARGER CHEST CLAMP CLEANER
    CLEANING CLIP CLIPS CLOTH COMPENSATOR COMPONENT COMPONENTS CONTAINER CONTAINERS CONVERSION COVER COVERS CRADLE
    CYLINDER DEVICE DEVICES DOLLY EJECTOR EXTENSION EXTRACTOR FLASHLIGHT FOREGRIP FORGING FRAME FRAMES GAS GASKET
    GAUGE-KIT GLOVE GLOVES GRIP GRIPS GUARD GUARDS GUNSIGHT HAMMER HANDGUARD HANDGUARDS HANDLE HARNESS HELMET HOLDER
    HOLDERS HOLSTER HOLSTERS HOUSING INSERT KEY KIT KITS KNIFE LANYARD LENS LIGHT LIGHTS LINK LINKS LOADER LOADERS
    LOCK LOCKER LOCKERS LOCKS LUBRICANT MAG MAGAZINE MAGAZINES MAGS MANUAL MANUALS MECHANISM MOUNT MOUNTS MUZZLE OIL
    OPTIC OPTICS PACK PANEL PART PARTS PIN PINS PISTON PLUG POCKET POD POUCH POUCHES PRIMER PROTECTOR RACK RACKS
    RAIL RAILS RANGE REAMER RECEIVER RECEIVERS REST RETAINER RIG RING RINGS RIFLESCOPE ROD RODS ROUND ROUNDS SAFE
    SAFES SAFETY SCABBARD SCOPE SCOPES SCREW SEAR SHELL SHELLS SHIELD SHIPPING SHROUD SIGHT SIGHTS SILENCER SKB
    SLEEVE SLIDE SLING SLINGS SPRING SPRINGS STAND STANDS STOCK STOCKS STORAGE STRAP SUBASSEMBLY SUPPORT SUPPRESSOR
    SUPPRESSORS SWAB SWABS SWIVEL TARGET TARGETS TOOL TOOLS TRAP TRAPS TRAY TRIGGER TRIGGERS TRIPOD TRIPODS TRUNNION
    TUBE TUBES UPPER UNIFORM VAULT VAULTS VEST VESTS VISE WRENCH ELECTRODE PROJECTILE GRENADES ROCKETS CHARGEUR
    CHARGEURS BAIONNETTE HOUSSE ETUI CROSSE BRETELLE MUNITION MUNITIONS CARTOUCHE CARTOUCHES VISEUR LUNETTE AFFUT
    CARGADOR CARGADORES FUNDA FUNDAS MUNICION MUNICIONES CARTUCHO CARTUCHOS MIRA MIRAS CULATA CORREA BAYONETA
    TRIPODE МАГАЗИН МАГАЗИНЫ КОБУРА КОБУРЫ ПРИЦЕЛ ПРИЦЕЛЫ ПАТРОН ПАТРОНЫ ЧЕХОЛ ШТЫК ШТЫК-НОЖ ПРИКЛАД РЕМЕНЬ ЗИП
    BOMB BOMBS BASEPLATE BASEPLATES BASE-PLATE BASE-PLATES COLDRE COLDRES CARREGADOR CARREGADORES MUNICAO MUNICOES CARTUCHO
    BAIONETA BAIONETAS CORONHA BANDOLEIRA LUNETA CANO TRIPE BIPE PROVEEDOR PROVEEDORES CARTUCHERA CORREAS BIPIED TREPIED
    BAIONNETTES HOUSSES ETUIS CROSSES CANONS CULASSE CULASSES CERROJO CANON-RECHANGE ЗАТВОР СТВОЛ СТВОЛЫ РЕМНИ ОБОИМА ОБОИМЫ
    ГРАНАТА ГРАНАТЫ МИНА МИНЫ СОШКИ ПРИКЛАДЫ ЧЕХЛЫ СЕИФ ماسورة حمالة غمد قنابل قذائف صندوق
    СТАНОК مخزن مخازن ذخيرة طلقات منظار حربة جراب حزام 弹匣 弹药 子弹 瞄准镜 刺刀 枪套
    """.split()  # noqa: SIM905 - a list of words reads as one
)
# Parts that often only describe a whole weapon: `REVOLVER,.38,4 INCH BARREL`, `RIFLE,FOLDING STOCK`.
DESCRIBING_PARTS = frozenset(
    """
    BARREL BARRELS SIGHT SIGHTS STOCK STOCKS GRIP GRIPS RAIL RAILS BUTTSTOCK HANDGUARD CYLINDER FRAME SLIDE LIGHT
    TRIGGER UPPER BOLT BODY GUARD BAYONET RANGE ASSEMBLY BIPOD SCOPE OPTIC SAFETY GAS ROUND ROUNDS MAG MAGS SUPPORT
    BORE MOUNT MUZZLE BLANK CARTRIDGE
    """.split()  # noqa: SIM905 - a list of words reads as one
)
ESSENTIAL = frozenset({"RECEIVER", "RECEIVERS", "FRAME", "FRAMES"})

# Words that describe and never name: what remains beside them is the noun.
NEUTRAL = frozenset(
    """
    A ACTION ARMY AUTO AUTOMATIC BATTLE BLACK BLUED BOLT-ACTION BREECH CAL CALIBER CALIBRE CALIBERS CARRY CLASS
    COMBAT COMMERCIAL COMPACT DA DAO DOUBLE DUTY EACH EDITION FIRE FOLDING FULL FULLY GA GAGE GAUGE GEN GENERATION
    HAND HEAVY HELD INCH INFANTRY ISSUE LE LEVER LIGHT LONG LUGER MAGNUM MARK MATCH MEDIUM MILITARY MILLIMET
    MILLIMETE MILLIMETER MILLIMETERS MILLIMETRE MK MM MOD MODEL MOUNTED NATIONAL NATO NAVY NEW OF OLD PARA
    PARABELLUM PATROL POLICE PORTABLE PRECISION PUMP PUMP-ACTION REMINGTON RIOT SA SELECT SELECTIVE SELF
    SELF-LOADING SEMI SEMI-AUTO SEMI-AUTOMATIC SEMIAUTOMATIC SERIES SERVICE SHORT SHOULDER SINGLE SNIPER SPECIAL
    SPORTING SPORTER STAINLESS STANDARD STYLE TACTICAL TACTI THE TYPE UNDER UNDERBARREL UNDER-BARREL US USED
    WINCHESTER WOOD ANTI-MATERIEL ANTIMATERIEL MARKSMAN DESIGNATED SQUAD GENERAL PURPOSE BULLPUP REPEATING BREAK
    WIN REM LR ACP SPL BMG LAPUA NORMA SIG WMR HMR NAGANT SAWN-OFF SAWED-OFF HOMEMADE HOME-MADE CRAFT CRAFT-MADE
    OVER SIDE CEREMONIAL HUNTING TARGETS-GRADE BORE-ACTION ASSAULT MACHINE
    """.split()  # noqa: SIM905 - a list of words reads as one
)

# Names of models that are ordinary words too.
HOMONYMS = frozenset(
    {"BAR", "CAL", "LAR", "LAW", "MAG", "MAGS", "OSA", "SAW", "STAR", "TOW", "TMP", "VHS", "AIM", "ESCORT"}
)

# Names of models that are no ordinary words in any language, though they have no number.
TELLING_NAMES = frozenset(
    """
    AKM AKMS AKS AKSU AKMSU DSHK DSHKM DUSHKA FAMAS FNC INSAS KALASHNIKOV KALACHNIKOV KPV KPVT MAKAROV MINIMI NSV NSVT
    PKM PKMS PPSH RPD RPK RPKS SKS STECHKIN SVD SVDS TOKAREV UZI VZOR BERYL NEGEV GALIL FAL MGL AUG ULTIMAX DRAGUNOV
    MOSIN-NAGANT LEE-ENFIELD HI-POWER GARAND MANNLICHER STEN BREN SGM ZU IGLA STRELA STINGER MILAN FAGOT KONKURS KORNET
    """.split()  # noqa: SIM905 - a list of words reads as one
)
# Two letters that are a model where they are written in Cyrillic.
SHORT_NAMES = frozenset({"АК", "ПК", "ПМ", "ТТ", "ДП"})

# Words that smell of weapons without naming one.
HINTS = frozenset(
    """
    WEAPON WEAPONS GUN GUNS FIREARM FIREARMS ARMS LAUNCHER LAUNCHERS CANNON HOWITZER SNIPER ARME ARMES ARMA ARMAS
    ОРУЖИЕ سلاح اسلحة 武器 枪 枪支
    """.split()  # noqa: SIM905 - a list of words reads as one
)
# What follows one of these is only along with the thing.
WITH = frozenset(
    {"WITH", "W", "WITHOUT", "INCLUDING", "INCL", "PLUS", "C/W", "AVEC", "CON", "AND", "FOR", "POUR", "ДЛЯ", "К", "С"}
)
