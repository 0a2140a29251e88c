import type { Translation } from "../catalogue.ts";
import type { refusals as english } from "../en/refusals.ts";

/** What stands against an act, said to the person who wants it, in French. */
export const refusals = {
  "bed.name": "Chambre {room} {bed}",
  "refusal.someone": "une autre personne",
  "refusal.bed-taken": "{bed} a déjà été donné pour {night} : {calledName}.",
  "refusal.bed-blocked":
    "{bed} est hors service : {reason}{open, select, yes {} other {, jusqu’au {until}}}.",
  "refusal.bed-held": "{bed} est réservé jusqu’à {expiresAt}.",
  "refusal.bed-not-in-service": "{bed} n’est pas en service le {night}.",
  "refusal.bed-given-twice": "{bed} a été choisi pour deux personnes.",
  "refusal.room-of-another-household":
    "La chambre {room} est occupée par le ménage de {calledName} le {night}.",
  "refusal.house-closed": "{codeName} est fermée le {night}.",
  "refusal.person-elsewhere": "{calledName} a déjà un lit le {night}.",
  "refusal.person-without-bed": "{calledName} n’a pas encore de lit.",
  "refusal.in-the-future": "Le {date} est encore à venir. Cette nuit est celle du {tonight}.",
  "refusal.time-to-come": "Cette heure est encore à venir.",
  "refusal.too-long-ago":
    "Le {date} est bien loin. Un incident se note à partir du {earliest} ; ce qui était avant se raconte dans le texte, avec son jour.",
  "refusal.before-arrival": "Le {date} précède l’arrivée du {arrivedOn}.",
  "refusal.moved-since": "Il y a eu un autre déplacement le {movedOn}, après le {date}.",
  "refusal.departed": "Le séjour a pris fin le {on}.",
  "refusal.still-here": "{calledName} est encore là.",
  "refusal.end-past-maximum":
    "Le {plannedEnd} dépasse la durée maximale de cette maison, le {maximum}. Il faut une prolongation motivée.",
  "refusal.end-before-start": "Le {to} précède le {from}.",
  "refusal.policy.women_only":
    "Cette maison n’accueille que des femmes. Une responsable peut en décider autrement, avec un motif.",
  "refusal.policy.boys_max_age":
    "Cette maison accueille les fils jusqu’à {limit} ans. Une responsable peut en décider autrement, avec un motif.",
  "refusal.policy.unaccompanied_minor":
    "Une personne mineure serait seule ici. Une responsable peut en décider autrement, avec un motif.",
  "refusal.policy.max_children":
    "Cette maison accueille jusqu’à {limit} enfants. Une responsable peut en décider autrement, avec un motif.",
  "refusal.safety-conflict.never_same_house":
    "{calledName} est dans cette maison, et les deux doivent rester séparées. Une responsable peut en décider autrement, avec un motif.",
  "refusal.safety-conflict.never_same_room":
    "{calledName} est dans cette chambre, et les deux ne doivent pas la partager. Une responsable peut en décider autrement, avec un motif.",
  "refusal.not-approver.manager": "Seule une responsable de cette maison peut en décider.",
  "refusal.not-approver.director": "Dans cette maison, c’est une directrice qui en décide.",
  "refusal.last-of-household":
    "Il ne resterait personne de ce ménage. Écrivez plutôt leur départ à toutes et tous.",
  "refusal.away": "{calledName} est absente depuis le {from}.",
  "refusal.not-away": "{calledName} n’est pas absente.",
  "refusal.no-night-away":
    "Partie et revenue le {date} : il n’y a pas de nuit entre les deux, donc rien à noter.",
  "refusal.absence-to-come":
    "L’absence ne commence que le {from}. Annulez-la si ce n’est pas le cas.",
  "refusal.absence-begun": "{calledName} est absente depuis le {from}. Notez son retour.",
  "refusal.too-far-ahead":
    "Le {date} est bien loin. Une absence peut être notée jusqu’au {latest} : vérifiez la date.",
  "refusal.room-in-use": "Quelqu’un est dans la chambre {room}.",
  "refusal.bed-in-use": "{bed} est occupé.",
  "refusal.bed-not-mobile": "{bed} ne peut pas être déplacé.",
  "refusal.label-twice": "Le nom {label} est utilisé deux fois.",
  "refusal.hold-ended.expired": "La réservation a expiré.",
  "refusal.hold-ended.cancelled": "La réservation a été libérée.",
  "refusal.hold-ended.admitted": "La réservation est déjà devenue un séjour.",
  "refusal.nothing-to-do": "Il n’y a rien à changer.",
  "refusal.changed-since.arrival": "Autre chose est arrivé à ce séjour depuis l’arrivée.",
  "refusal.changed-since.move": "Autre chose s’est passé depuis le déplacement.",
  "refusal.changed-since.departure": "Les lits ont été donnés depuis le départ.",
  "refusal.changed-since.block": "La mise hors service a été modifiée depuis.",
  "refusal.changed-since.leaving": "Autre chose s’est passé depuis qu’elle a quitté le ménage.",
  "refusal.changed-since.joining": "Autre chose s’est passé depuis qu’elle a rejoint le ménage.",
  "refusal.changed-since.absence": "Autre chose s’est passé depuis que l’absence a été écrite.",
  "refusal.changed-since.phase": "Une autre phase a commencé depuis.",
  "refusal.changed-since.extension": "La fin prévue a été modifiée depuis.",
  "refusal.changed-since.conflict": "L’incompatibilité de sécurité a été modifiée depuis.",
  "refusal.changed-since.hold": "La réservation a été modifiée depuis.",
  "refusal.changed-since.handover":
    "La transmission a été lue, ou autre chose s’appuie dessus. Écrivez-en une qui la complète.",
  "refusal.changed-since.request": "La demande a reçu une réponse entre-temps.",
  "refusal.request-decided": "Cette demande a déjà reçu une réponse.",
  "refusal.reason-of-another-family": "Choisissez un motif qui va avec cette réponse.",
  "refusal.transfer-went-on.offered": "Personne n’a encore répondu à cette proposition.",
  "refusal.transfer-went-on.accepted": "L’autre maison a déjà accepté.",
  "refusal.transfer-went-on.file_sent": "Le dossier est déjà en route.",
  "refusal.transfer-went-on.completed": "Le transfert est terminé.",
  "refusal.transfer-went-on.declined": "La proposition a été déclinée.",
  "refusal.transfer-went-on.withdrawn": "La proposition a été retirée.",
  "refusal.must-not-meet.never_same_house":
    "Une personne de cette maison ne doit pas les rencontrer. Une responsable peut en décider autrement, avec une raison.",
  "refusal.must-not-meet.never_same_room":
    "Une personne de cette chambre ne doit pas les rencontrer. Choisissez une autre chambre.",
  "refusal.kept-too-long": "Cela peut être gardé jusqu’au {latest} au plus.",
  "refusal.manager-only": "Il faut une responsable de cette maison.",
  "refusal.written-once": "Ce qui y est écrit reste tel quel. Vous pouvez y ajouter.",
  "refusal.changed-since.inventory": "Les chambres et les lits ont été modifiés depuis.",
  "refusal.not-found": "Cela n’est plus là.",
  "refusal.already-there": "C’est déjà là.",
  "refusal.not-well-formed": "Quelque chose ne peut pas être gardé tel que c’est écrit.",
  "refusal.still-reading":
    "Cet appareil lit encore : {what}. Rien n’est perdu ; réessayez dans un instant.",
  "refusal.no-right": "Vos clés ne le permettent pas : {what}.",
  "refusal.changed-meanwhile": "Quelqu’un d’autre a changé la même chose d’abord.",
  "blockReason.repair": "réparation",
  "blockReason.cleaning": "nettoyage",
  "blockReason.pest": "traitement contre les nuisibles",
  "blockReason.infection_control": "prévention des infections",
  "blockReason.safety_hold": "laissé vide par sécurité",
  "blockReason.staff_use": "utilisé par l’équipe",
  "blockReason.renovation": "rénovation",
  "blockReason.other": "autre raison",
  "refusal.month-closed": "{month} est clos. Ses nuits ne changent qu’avec un motif.",
  "refusal.month-goes-on": "{month} n’est pas encore terminé.",
} as const satisfies Translation<typeof english>;
