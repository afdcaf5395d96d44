"""Portuguese sentence parts for the survey; its things are all feminine, so that they agree."""

from sample_data.shop.phrases import Phrases

PORTUGUESE = Phrases(
    language="pt",
    themes={
        "delivery time": (
            (
                "A encomenda demorou mais {n} dias do que o prometido",
                "Esperei {n} dias e ninguém sabia onde estava a encomenda",
                "Devia ter chegado {day} e só chegou uma semana depois",
                "A entrega foi muito lenta, o aniversário já tinha passado",
                "Continuo à espera da minha encomenda ao fim de {n} dias",
            ),
            (
                "Chegou logo no dia seguinte",
                "A entrega foi mais rápida do que eu esperava",
                "Encomendei {day} e dois dias depois já tinha tudo em casa",
            ),
        ),
        "damaged parcels": (
            (
                "{fragile} chegou partida",
                "A caixa vinha amolgada e {fragile} estava rachada",
                "Quase não havia proteção na caixa e {fragile} partiu-se",
                "Dois dos {n} copos estavam partidos quando abri a encomenda",
            ),
            (
                "Vinha tudo tão bem embalado que nem os copos tinham um risco",
                "A caixa estava maltratada, mas lá dentro estava tudo intacto",
            ),
        ),
        "price": (
            (
                "Um pouco caro para aquilo que é",
                "{item} ficou mais cara desde a primavera",
                "Encontrei uma coisa muito parecida por metade do preço",
                "Os portes custam quase tanto como {item}",
                "Os preços subiram muito este ano",
            ),
            (
                "Boa relação entre qualidade e preço",
                "Preços justos para peças feitas à mão",
                "Não é barato, mas vale cada cêntimo",
            ),
        ),
        "product quality": (
            (
                "Os panos perderam a cor ao fim de {n} lavagens",
                "A pega soltou-se numa semana",
                "{item} parece mais frágil do que a antiga",
                "As velas gastam-se depressa demais",
                "Esperava melhor qualidade, a costura já vinha aberta",
            ),
            (
                "{item} é linda e muito bem feita",
                "O vidrado ainda é mais bonito do que nas fotografias",
                "Vê-se que foi feito com carinho",
                "Ótima qualidade, uso {item} todos os dias",
                "Tenho {item} há {n} meses e ainda parece nova",
            ),
        ),
        "staff helpfulness": (
            (
                "Estive dez minutos ao balcão sem que ninguém me atendesse",
                "O senhor da caixa foi pouco simpático",
                "Liguei {n} vezes e ninguém atendeu",
                "Ninguém na loja me soube explicar como se usa {item}",
            ),
            (
                "A menina da caixa encontrou exatamente o que eu procurava",
                "As pessoas da loja são muito simpáticas e atenciosas",
                "Explicaram-me com toda a paciência como tratar {item}",
                "A senhora que me atendeu {day} foi impecável",
                "Ligaram-me no mesmo dia e resolveram tudo",
            ),
        ),
        "website checkout": (
            (
                "O site expulsou-me {n} vezes na página de pagamento",
                "O código de desconto não funcionou no pagamento",
                "O cesto ficou vazio quando voltei à página anterior",
                "Foi impossível pagar no telemóvel, o botão não fazia nada",
            ),
            (
                "Encomendar no site demorou dois minutos",
                "O site é claro e pagar foi muito simples",
            ),
        ),
        "returns and refunds": (
            (
                "Devolvi {item} há {n} semanas e ainda não recebi o reembolso",
                "Tive de pagar os portes da devolução do meu bolso",
                "Foram precisos {n} emails para reaver o meu dinheiro",
                "Recusaram a devolução porque eu tinha aberto a caixa",
            ),
            (
                "Trocaram {item} sem qualquer problema",
                "A devolução foi fácil e o reembolso chegou em dois dias",
            ),
        ),
        "gift wrapping": (
            (
                "Paguei o embrulho de oferta e veio numa caixa normal",
                "Faltava o cartão da oferta e ela não soube quem a enviou",
                "O papel de embrulho vinha rasgado e sem a fita",
            ),
            (
                "O embrulho era tão bonito que até dava pena abrir",
                "{item} vinha embrulhada com uma fita e um cartãozinho",
                "A minha mãe gostou tanto do embrulho como da prenda",
            ),
        ),
    },
    openers=(
        "É a minha terceira encomenda este ano",
        "Comprei uma prenda de casamento",
        "Era uma prenda para a minha vizinha",
        "Faço compras aqui há muitos anos",
        "Mudámos de casa e precisávamos de várias coisas",
        "Encomendei {item} e umas velas",
        "Foi uma amiga que me falou da loja",
        "Queria {item} para a minha mãe",
    ),
    visits=("Foi a minha primeira visita", "Passei pela loja {day} com a minha irmã",
            "Entrei por causa de um postal e saí com {item}"),
    but=", mas ",
    regrets=("Infelizmente, ", "Sinceramente, ", "O único problema: "),
    delights=("Devo dizer que ", "Sinceramente, ", "O melhor: "),
    glad=("Uma loja encantadora", "Vou voltar de certeza", "Gostei muito",
          "Recomendo a toda a gente", "Continuem assim", "Tudo perfeito"),
    so_so=("Correu bem", "Normal", "Coisas bonitas, mas não encontrei o que queria",
           "No geral, bem"),
    sad=("Que desilusão", "Esperava mais", "Antigamente era melhor",
         "É pena, porque gosto da loja"),
    leaving=("Foi a última vez que comprei aqui", "Não volto a comprar nesta loja"),
    contact=("Podem escrever para {mail}", "O meu número é o {phone}"),
    items=("a cafeteira", "a manta de piquenique", "a garrafa de vidro", "a tábua de oliveira",
           "a máquina de massa", "a manta de lã", "a cesta de vime", "a frigideira"),
    fragile=("a garrafa de vidro", "a taça de grés", "uma das canecas", "a manteigueira",
             "a jarra", "a bola de vidro"),
    numbers=("três", "quatro", "cinco", "seis", "oito", "dez", "3", "4", "6"),
    days=("na segunda-feira", "na terça-feira", "na quarta-feira", "na quinta-feira",
          "na sexta-feira", "no sábado"),
)  # fmt: skip
