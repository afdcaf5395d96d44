"""Headings of answers."""

from __future__ import annotations

from collections.abc import Mapping

from engine.files.kinds.tongues.words import words

SURVEYS: Mapping[str, tuple[str, ...]] = {
    "survey.response_id": words(
        "responseid respondentid submissionid surveyresponseid answerid recordid reviewid "
        "surveyid token id "
        "idrespuesta idderespuesta idencuesta "
        "idresposta iddaresposta "
        "idreponse idrepondant "
        "antwortid antwortnummer teilnehmerid"
    ),
    "survey.score": words(
        "score npsscore nps rating ratingscore overallrating overallscore starrating stars "
        "likelihoodtorecommend howlikelyareyoutorecommend howlikelyareyoutorecommendus "
        "recommendationscore recommendation satisfactionscore overallsatisfaction satisfaction "
        "csat csatscore grade "
        "nota puntuacion puntaje calificacion valoracion puntuacionnps notanps "
        "calificaciongeneral valoraciongeneral recomendacion probabilidadderecomendacion "
        "probabilidadderecomendar satisfaccion estrellas "
        "avaliacao pontuacao classificacao notageral avaliacaogeral recomendacaonps "
        "probabilidadederecomendar satisfacao estrelas "
        "note notenps noteglobale notegenerale notation evaluation recommandation "
        "probabiliterecommandation probabilitederecommandation etoiles "
        "bewertung gesamtbewertung punktzahl punkte npswert gesamtnote zufriedenheit "
        "weiterempfehlung weiterempfehlungswahrscheinlichkeit sterne"
    ),
    "survey.comment": words(
        "comment comments feedback reviewtext review verbatim remarks remark openended "
        "openendedresponse openended1 reviewbody reviewcontent reviewcomment additionalcomments "
        "customercomment customerfeedback explanation reason whydidyougivethisscore "
        "whatisthemainreasonforyourscore opinion message suggestion suggestions content text "
        "answer notes body "
        "comentario comentariofinal comentarios comentariodelcliente comentariosadicionales "
        "observacion observaciones retroalimentacion sugerencia sugerencias resena opiniones "
        "mensaje motivo motivodelanota razon texto "
        "comentariosadicionais comentariodocliente observacao observacoes opiniao opinioes "
        "sugestao sugestoes resenha mensagem motivodasuanota "
        "commentaire commentaires commentairelibre commentaireclient remarque remarques avis "
        "avisclient explication raison texte "
        "kommentar kommentare kundenkommentar anmerkung anmerkungen ruckmeldung rueckmeldung "
        "freitext begrundung begruendung hinweis hinweise rezension meinung nachricht "
        "verbesserungsvorschlag"
    ),
    "survey.date": words(
        "timestamp submitdateutc submitdate submittedat completedat completiondate enddate "
        "startdateutc startdate responsedate answeredat surveydate reviewdate createdat "
        "datecreated created date datetime daterecorded recordeddate submissiondate "
        "marcatemporal marcadetiempo fecha fechaderespuesta fecharespuesta fechadelaencuesta "
        "fechaencuesta fechadeenvio fechayhora fechahora "
        "carimbodedatahora data datadaresposta dataresposta datadeenvio dataehora datahora "
        "horodateur datedereponse datedelareponse datereponse datedesoumission dateenquete "
        "dateetheure "
        "zeitstempel datum antwortdatum umfragedatum abgabedatum eingangsdatum datumuhrzeit"
    ),
    "survey.customer": words(
        "customerid customer customeremail email emailaddress respondentemail personemail "
        "clientid userid contactid memberid accountid username networkid customernumber author "
        "correoelectronico correo direcciondecorreoelectronico cliente idcliente numerodecliente "
        "codigocliente usuario "
        "enderecodeemail emaildocliente iddocliente codigodocliente "
        "adresseemail adressemail courriel client idclient numeroclient codeclient "
        "emailadresse mailadresse kunde kundennummer kundennr kundenid"
    ),
}
