"""French sentence parts for the survey; its things are all feminine, so that they agree."""

from sample_data.shop.phrases import Phrases

FRENCH = Phrases(
    language="fr",
    themes={
        "delivery time": (
            (
                "Le colis a mis {n} jours de plus que prévu",
                "J'ai attendu {n} jours et personne ne savait où était le colis",
                "Il devait arriver {day} et il est arrivé une semaine plus tard",
                "La livraison a été beaucoup trop lente, l'anniversaire était déjà passé",
                "J'attends toujours mon colis après {n} jours",
            ),
            (
                "Le colis est arrivé dès le lendemain",
                "La livraison a été plus rapide que prévu",
                "Commandé {day} et reçu deux jours après",
            ),
        ),
        "damaged parcels": (
            (
                "{fragile} est arrivée cassée",
                "Le carton était écrasé et {fragile} était fêlée",
                "Presque rien pour protéger le contenu, et {fragile} s'est cassée",
                "Deux des {n} verres étaient cassés à l'ouverture du colis",
            ),
            (
                "Tout était si bien emballé que même les verres n'avaient pas une rayure",
                "Le carton était abîmé, mais à l'intérieur tout était intact",
            ),
        ),
        "price": (
            (
                "Un peu cher pour ce que c'est",
                "Le prix a beaucoup augmenté depuis le printemps",
                "J'ai trouvé presque la même chose à moitié prix",
                "Les frais de port coûtent presque aussi cher que {item}",
                "À ce prix-là, on hésite avant de prendre {item}",
            ),
            (
                "Bon rapport qualité-prix",
                "Des prix justes pour des objets faits à la main",
                "Ce n'est pas donné, mais ça les vaut",
            ),
        ),
        "product quality": (
            (
                "Les torchons ont perdu leur couleur après {n} lavages",
                "La poignée s'est détachée au bout d'une semaine",
                "{item} semble moins solide que l'ancienne",
                "Les bougies brûlent beaucoup trop vite",
                "Je m'attendais à une meilleure qualité, la couture était déjà ouverte",
            ),
            (
                "{item} est magnifique et très bien faite",
                "L'émail est encore plus joli que sur les photos",
                "On voit que c'est fabriqué avec soin",
                "Très belle qualité, je me sers de tout chaque jour",
                "J'ai {item} depuis {n} mois et on la dirait neuve",
            ),
        ),
        "staff helpfulness": (
            (
                "J'ai attendu dix minutes au comptoir sans que personne ne s'occupe de moi",
                "Le monsieur à la caisse n'était pas très aimable",
                "J'ai appelé {n} fois et personne n'a répondu",
                "Personne au magasin n'a su me dire comment entretenir {item}",
            ),
            (
                "La dame à la caisse a trouvé exactement ce que je cherchais",
                "Le personnel est très aimable et de bon conseil",
                "On m'a expliqué avec patience comment entretenir {item}",
                "La vendeuse qui s'est occupée de moi {day} était adorable",
                "J'ai eu un appel le jour même et tout a été réglé",
            ),
        ),
        "website checkout": (
            (
                "Le site a planté {n} fois au moment de payer",
                "Mon code de réduction n'a pas été accepté au paiement",
                "Le panier s'est vidé après un simple retour en arrière",
                "Impossible de payer avec mon téléphone, le bouton ne faisait rien",
            ),
            (
                "Commander sur le site m'a pris deux minutes",
                "Le site est clair et le paiement très simple",
            ),
        ),
        "returns and refunds": (
            (
                "J'ai renvoyé {item} il y a {n} semaines et toujours pas de remboursement",
                "J'ai dû payer moi-même les frais de retour",
                "Il a fallu {n} messages pour obtenir le remboursement",
                "Le retour a été refusé parce que j'avais ouvert le carton",
            ),
            (
                "{item} a été échangée sans aucune difficulté",
                "Le retour était simple et le remboursement est arrivé en deux jours",
            ),
        ),
        "gift wrapping": (
            (
                "J'ai payé le paquet cadeau et tout est arrivé dans un carton ordinaire",
                "Il manquait le petit mot, elle n'a pas su qui envoyait le cadeau",
                "Le papier cadeau était déchiré et le ruban défait",
            ),
            (
                "Le paquet cadeau était si joli qu'on n'osait pas l'ouvrir",
                "{item} était emballée avec un ruban et une petite carte",
                "Ma mère a aimé le papier cadeau autant que le cadeau",
            ),
        ),
    },
    openers=(
        "C'est ma troisième commande cette année",
        "J'ai acheté un cadeau de mariage",
        "C'était un cadeau pour ma voisine",
        "Je commande ici depuis des années",
        "Nous venons de déménager et il nous manquait des choses",
        "J'ai commandé {item} et quelques bougies",
        "Une amie m'avait parlé de la boutique",
        "Je voulais {item} pour ma mère",
    ),
    visits=("C'était ma première visite", "J'ai fait un tour au magasin {day} avec ma sœur",
            "J'y allais pour une carte et j'ai pris aussi {item}"),
    but=", mais ",
    regrets=("Malheureusement, ", "Franchement, ", "Seul bémol : "),
    delights=("Franchement, ", "Vraiment, ", "Le mieux : "),
    glad=("Une très jolie boutique", "Je reviendrai", "Merci beaucoup",
          "Je la recommande à tout le monde", "Continuez comme ça", "Rien à redire"),
    so_so=("Correct", "Dans l'ensemble, ça va", "De jolies choses, mais pas ce que je cherchais",
           "Ni bien ni mal"),
    sad=("Quelle déception", "Je m'attendais à mieux", "C'était mieux avant",
         "Dommage, car j'aime bien la boutique"),
    leaving=("C'est la dernière fois que je commande ici", "Je ne reviendrai pas"),
    contact=("Vous pouvez m'écrire à {mail}", "Rappelez-moi au {phone}, s'il vous plaît"),
    items=("la théière", "la cafetière", "la couverture de pique-nique", "la planche en olivier",
           "la carafe", "la machine à pâtes", "la couverture en laine", "la poêle"),
    fragile=("la théière", "la carafe", "une des tasses", "la coupe en grès",
             "la boule en verre", "l'assiette bleue"),
    numbers=("trois", "quatre", "cinq", "six", "huit", "dix", "3", "4", "6"),
    days=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"),
)  # fmt: skip
