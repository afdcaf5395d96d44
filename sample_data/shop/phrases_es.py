"""Spanish sentence parts for the survey; its things are all feminine, so that they agree."""

from sample_data.shop.phrases import Phrases

SPANISH = Phrases(
    language="es",
    themes={
        "delivery time": (
            (
                "El paquete tardó {n} días más de lo prometido",
                "Esperé {n} días y nadie sabía dónde estaba el paquete",
                "Tenía que llegar {day} y llegó una semana después",
                "El envío fue lentísimo, el cumpleaños ya había pasado",
                "Sigo esperando {item} después de {n} días",
            ),
            (
                "Llegó al día siguiente",
                "El envío fue más rápido de lo que esperaba",
                "Lo pedí {day} y a los dos días ya lo tenía en casa",
                "El repartidor llamó antes y llegó a la hora exacta",
            ),
        ),
        "damaged parcels": (
            (
                "{fragile} llegó rota",
                "La caja venía aplastada y {fragile} estaba rajada",
                "Casi no había relleno en la caja, así que {fragile} se rompió",
                "Dos de los {n} vasos estaban rotos al abrir el paquete",
                "El paquete llegó mojado y con un golpe en la tapa",
            ),
            (
                "Todo venía tan bien embalado que ni las copas tenían un rasguño",
                "La caja tenía golpes, pero dentro estaba todo perfecto",
            ),
        ),
        "price": (
            (
                "Un poco caro para lo que es",
                "{item} ha subido de precio desde la primavera",
                "Encontré algo muy parecido a mitad de precio",
                "Los gastos de envío cuestan casi tanto como {item}",
                "Los precios han subido mucho este año",
            ),
            (
                "Buena relación entre calidad y precio",
                "Precios justos para cosas hechas a mano",
                "No es barato, pero vale cada céntimo",
            ),
        ),
        "product quality": (
            (
                "Los paños perdieron el color después de {n} lavados",
                "El asa se soltó en una semana",
                "{item} parece más frágil que la anterior",
                "Las velas se consumen demasiado rápido",
                "Esperaba mejor calidad, la costura ya estaba abierta",
            ),
            (
                "{item} es preciosa y está muy bien hecha",
                "El esmalte es todavía más bonito que en las fotos",
                "Se nota que está hecho con cariño",
                "Muy buena calidad, uso {item} todos los días",
                "Tengo {item} desde hace {n} meses y parece nueva",
            ),
        ),
        "staff helpfulness": (
            (
                "Estuve diez minutos en el mostrador sin que nadie me atendiera",
                "El chico de la caja fue bastante seco conmigo",
                "Llamé {n} veces y nadie contestó",
                "Nadie en la tienda supo decirme nada sobre {item}",
            ),
            (
                "La chica de la caja encontró justo lo que buscaba",
                "El personal es muy amable y nunca agobia",
                "Me explicaron con paciencia cómo cuidar {item}",
                "La señora que me atendió {day} fue un encanto",
                "Me llamaron el mismo día y lo arreglaron todo",
            ),
        ),
        "website checkout": (
            (
                "La página me echó {n} veces al ir a pagar",
                "El código de descuento no funcionaba al pagar",
                "La cesta se vació al volver a la página anterior",
                "Fue imposible pagar con el móvil, el botón no hacía nada",
            ),
            (
                "Hacer el pedido en la página fue cosa de dos minutos",
                "La página es clara y pagar fue muy sencillo",
            ),
        ),
        "returns and refunds": (
            (
                "Devolví {item} hace {n} semanas y todavía no me han devuelto el dinero",
                "Tuve que pagar yo los gastos de la devolución",
                "Hicieron falta {n} correos para recuperar mi dinero",
                "No aceptaron la devolución porque había abierto la caja",
                "Me ofrecieron un vale cuando yo quería el reembolso",
            ),
            (
                "Cambiaron {item} sin ningún problema",
                "La devolución fue fácil y el reembolso llegó en dos días",
            ),
        ),
        "gift wrapping": (
            (
                "Pagué el envoltorio de regalo y llegó en una caja normal",
                "Faltaba la nota del regalo, así que no supo quién lo enviaba",
                "El papel de regalo venía roto y sin el lazo",
            ),
            (
                "El envoltorio de regalo era tan bonito que daba pena abrirlo",
                "{item} venía envuelta con un lazo y una tarjetita",
                "A mi madre le gustó el papel de regalo tanto como el regalo",
            ),
        ),
    },
    openers=(
        "Es mi tercer pedido este año",
        "Compré un regalo de boda",
        "Era un regalo para mi vecina",
        "Llevo años comprando aquí",
        "Nos acabamos de mudar y necesitábamos varias cosas",
        "Pedí {item} y unas velas",
        "Me la recomendó una amiga",
        "Quería {item} para mi madre",
    ),
    visits=("Era mi primera visita", "Fui {day} con mi hermana",
            "Entré por una tarjeta y salí con {item}"),
    but=", pero ",
    regrets=("Por desgracia, ", "La verdad, ", "Lo único malo: "),
    delights=("La verdad es que ", "De verdad, ", "Lo mejor: "),
    glad=(
        "Una tienda preciosa",
        "Volveré seguro",
        "Un acierto, gracias",
        "La recomiendo a todo el mundo",
        "Sigan así",
        "Todo perfecto",
    ),
    so_so=("Todo bien", "Normal, sin más", "Cosas bonitas, pero no encontré lo que buscaba",
           "En general bien"),
    sad=("Qué decepción", "Esperaba más", "Antes era mejor",
         "Una pena, porque la tienda me gusta", "Hagan algo, por favor"),
    leaving=("Es la última vez que compro aquí", "No pienso volver"),
    contact=("Pueden escribirme a {mail}", "Llámenme al {phone}, por favor"),
    items=("la tetera", "la manta de picnic", "la jarra", "la tabla de olivo", "la cafetera",
           "la máquina de pasta", "la manta de lana", "la cesta de mimbre", "la sartén"),
    fragile=("la tetera", "la jarra", "una de las tazas", "la bola de cristal",
             "la mantequera", "la ensaladera"),
    numbers=("tres", "cuatro", "cinco", "seis", "ocho", "diez", "3", "4", "6"),
    days=("el lunes", "el martes", "el miércoles", "el jueves", "el viernes", "el sábado"),
)  # fmt: skip
