"""What the sentences are made of that dictionaries are held to, in six languages."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Made:
    """What sentences of one language are made of; `{}` stands for an adjective, `{a}`, `{b}` two.

    Attributes:
        things: Beginnings with their verb.
        good: What praises them.
        bad: What blames them.
        plain: How a thing and an adjective become a sentence.
        turned: The same with a negation.
        strong: The same, stronger.
        weak: The same, weaker.
        but: Two sides, the second weighing more.
        granted: Two sides, the first being granted only.
        praise: Whole comments of praise, most of them in idioms.
        blame: Whole comments of blame.
    """

    things: tuple[str, ...]
    good: tuple[str, ...]
    bad: tuple[str, ...]
    turned: str
    strong: str
    weak: str
    but: str
    granted: str
    praise: tuple[str, ...]
    blame: tuple[str, ...]


MADE = {
    "en": Made(
        things=("The oven", "Our guide", "This jacket", "The ferry"),
        good=("excellent", "good", "lovely", "comfortable", "wonderful", "helpful", "reliable"),
        bad=("terrible", "bad", "awful", "dirty", "rude", "useless", "disappointing", "broken"),
        turned="{thing} was not {}.",
        strong="{thing} was very {}.",
        weak="{thing} was slightly {}.",
        but="{thing} was {a} but {b}.",
        granted="{thing} was {a}, although {b}.",
        praise=(
            "No problems at all.", "Never had a problem in two years", "Can't fault them",
            "It was worth every penny", "They went above and beyond", "Second to none!",
            "It arrived on time and as described", "Couldn't be happier", "Well done",
            "Better than expected", "I highly recommend it", "Thumbs up", "Loved it",
        ),
        blame=(
            "Waste of time", "Never again", "It fell apart in a week", "It does not work",
            "I was on hold for an hour", "Still waiting for an answer", "Not worth the money",
            "Nobody answers", "It left me fed up", "Stay away", "Thanks for nothing",
            "I would not recommend it", "What a joke", "They never replied", "Too expensive",
            "It stopped working",
        ),
    ),
    "es": Made(
        things=("El horno", "Nuestro guía", "El abrigo", "El barco"),
        good=("excelente", "bueno", "bonito", "cómodo", "maravilloso", "amable", "fiable"),
        bad=("terrible", "malo", "horrible", "sucio", "grosero", "inútil", "decepcionante",
        "lento"),
        turned="{thing} no es {}.",
        strong="{thing} es muy {}.",
        weak="{thing} es un poco {}.",
        but="{thing} es {a} pero {b}.",
        granted="{thing} es {a}, aunque {b}.",
        praise=(
            "Sin problemas", "Vale la pena", "Nunca he tenido problemas",
            "Llegó antes de lo previsto",
            "Quedé encantada", "Todo perfecto", "Muchas gracias por la ayuda", "Lo recomiendo",
            "Me gustó mucho", "Volveré", "De maravilla", "No me arrepiento",
        ),
        blame=(
            "No lo recomiendo", "Nunca más", "Deja mucho que desear", "No funciona",
            "Nadie me contesta", "Sigo esperando una respuesta", "Una estafa", "No me gustó",
            "Se rompió a la semana", "Una tomadura de pelo", "No vale la pena", "Demasiado caro",
            "Mala calidad", "No volveré",
        ),
    ),
    "pt": Made(
        things=("O forno", "O nosso guia", "O casaco", "O barco"),
        good=("excelente", "bom", "bonito", "confortável", "maravilhoso", "simpático", "seguro"),
        bad=("terrível", "mau", "horrível", "sujo", "grosseiro", "inútil", "ruim", "lento"),
        turned="{thing} não é {}.",
        strong="{thing} é muito {}.",
        weak="{thing} é um pouco {}.",
        but="{thing} é {a} mas {b}.",
        granted="{thing} é {a}, embora {b}.",
        praise=(
            "Sem problemas", "Vale a pena", "Chegou antes do prazo", "Tudo certo",
            "Super recomendo",
            "Nunca tive problemas", "Adorei", "Gostei muito", "Não me arrependo", "Como prometido",
            "Muito obrigado pela ajuda", "Nada a apontar",
        ),
        blame=(
            "Não recomendo", "Nunca mais", "Deixa a desejar", "Não funciona", "Não chegou",
            "Ninguém responde", "Ainda estou à espera", "Veio com defeito", "Não gostei",
            "Má qualidade", "Uma vergonha", "Demasiado caro", "Não vale a pena", "Perda de tempo",
        ),
    ),
    "fr": Made(
        things=("Le four", "Notre guide", "Ce manteau", "Le bateau"),
        good=("excellent", "bon", "joli", "confortable", "merveilleux", "aimable", "fiable"),
        bad=("terrible", "mauvais", "horrible", "sale", "désagréable", "inutile", "décevant",
        "lent"),
        turned="{thing} n'est pas {}.",
        strong="{thing} est très {}.",
        weak="{thing} est un peu {}.",
        but="{thing} est {a} mais {b}.",
        granted="{thing} est {a}, bien que {b}.",
        praise=(
            "Aucun problème", "Pas de souci", "Rien à redire", "Bon rapport qualité prix",
            "Ça vaut le détour", "Tout est parfait", "On ne peut plus satisfait",
            "Aux petits soins",
            "Pas cher du tout", "Jamais déçue", "Merci beaucoup pour l'aide", "Je recommande",
        ),
        blame=(
            "Je ne recommande pas", "Plus jamais", "Laisse à désirer", "Ne fonctionne pas",
            "Personne ne répond", "Pas assez de choix", "Trop d'attente", "À éviter", "Trop cher",
            "Il manque de personnel", "Une arnaque", "Je ne suis pas contente", "Perte de temps",
            "Il s'est cassé",
        ),
    ),
    "de": Made(
        things=("Der Ofen", "Unser Führer", "Die Jacke", "Das Schiff"),
        good=("ausgezeichnet", "gut", "schön", "bequem", "wunderbar", "freundlich", "zuverlässig"),
        bad=("schrecklich", "schlecht", "furchtbar", "dreckig", "unhöflich", "nutzlos", "kaputt"),
        turned="{thing} war nicht {}.",
        strong="{thing} war sehr {}.",
        weak="{thing} war etwas {}.",
        but="{thing} war {a}, aber {b}.",
        granted="{thing} war {a}, obwohl {b}.",
        praise=(
            "Keine Probleme", "Nichts auszusetzen", "Immer wieder gerne", "Wie beschrieben",
            "Schneller als erwartet", "Nur zu empfehlen", "Weiter so", "Alles bestens",
            "Vielen Dank für die Hilfe", "Preis-Leistung stimmt", "Ich wurde nicht enttäuscht",
        ),
        blame=(
            "Nie wieder", "Funktioniert leider nicht", "Gefällt mir gar nicht", "Finger weg",
            "Niemand hat geantwortet", "Lässt zu wünschen übrig", "Reine Abzocke",
            "Kann ich nicht empfehlen", "Warte noch immer auf eine Antwort", "Viel zu teuer",
            "Eine Frechheit", "Nicht zufrieden", "Wurde nicht geliefert", "Da rate ich ab",
        ),
    ),
    "it": Made(
        things=("Il forno", "La nostra guida", "La giacca", "Il traghetto"),
        good=("eccellente", "buono", "bello", "comodo", "meraviglioso", "gentile", "affidabile"),
        bad=("terribile", "brutto", "orribile", "sporco", "scortese", "inutile", "deludente"),
        turned="{thing} non è {}.",
        strong="{thing} è molto {}.",
        weak="{thing} è leggermente {}.",
        but="{thing} è {a} ma {b}.",
        granted="{thing} è {a}, anche se {b}.",
        praise=(
            "Nessun problema", "Niente da dire", "Ne vale la pena",
            "Ottimo rapporto qualità prezzo",
            "Come descritto", "Lo consiglio", "Ci tornerò", "Mi è piaciuto molto", "Tutto bene",
            "Grazie mille per l'aiuto", "Non vedo l'ora di tornare", "Niente male",
        ),
        blame=(
            "Mai più", "Non lo consiglio", "Lascia a desiderare", "Non funziona",
            "Nessuno risponde",
            "Non mi è piaciuto", "Sto ancora aspettando", "Una truffa", "Si è rotto subito",
            "Non è all'altezza", "Alla larga", "Troppo caro", "Non ci torno più", "Una vergogna",
        ),
    ),
}  # fmt: skip
PLAIN = {"en": "was", "es": "es", "pt": "é", "fr": "est", "de": "war", "it": "è"}
LANGUAGES = sorted(MADE)
