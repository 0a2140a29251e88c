import type { Translation } from "../catalogue.ts";
import type { refusals as english } from "../en/refusals.ts";

/** What stands against an act, said to the person who wants it, in German. */
export const refusals = {
  "bed.name": "Zimmer {room} {bed}",
  "refusal.someone": "jemand anderem",
  "refusal.bed-taken": "{bed} ist für {night} bereits vergeben: {calledName}.",
  "refusal.bed-blocked":
    "{bed} ist außer Betrieb: {reason}{open, select, yes {} other {, bis {until}}}.",
  "refusal.bed-held": "{bed} ist bis {expiresAt} vorgemerkt.",
  "refusal.bed-not-in-service": "{bed} ist am {night} nicht in Betrieb.",
  "refusal.bed-given-twice": "{bed} wurde für zwei Personen gewählt.",
  "refusal.room-of-another-household":
    "Zimmer {room} gehört am {night} dem Haushalt von {calledName}.",
  "refusal.house-closed": "{codeName} ist am {night} geschlossen.",
  "refusal.person-elsewhere": "{calledName} hat am {night} schon ein Bett.",
  "refusal.person-without-bed": "{calledName} hat noch kein Bett.",
  "refusal.in-the-future": "Der {date} kommt erst noch. Heute Nacht ist der {tonight}.",
  "refusal.time-to-come": "Diese Uhrzeit kommt erst noch.",
  "refusal.too-long-ago":
    "Der {date} liegt lange zurück. Ein Vorfall wird ab dem {earliest} aufgeschrieben; was davor war, gehört mit seinem Tag in den Text.",
  "refusal.before-arrival": "Der {date} liegt vor der Ankunft am {arrivedOn}.",
  "refusal.moved-since": "Am {movedOn}, nach dem {date}, gab es einen weiteren Umzug.",
  "refusal.departed": "Der Aufenthalt endete am {on}.",
  "refusal.still-here": "{calledName} ist noch da.",
  "refusal.end-past-maximum":
    "Der {plannedEnd} liegt nach dem längsten Aufenthalt dieses Hauses, {maximum}. Dafür braucht es eine Verlängerung mit Begründung.",
  "refusal.end-before-start": "Der {to} liegt vor dem {from}.",
  "refusal.policy.women_only":
    "Dieses Haus nimmt nur Frauen auf. Eine Hausleiterin kann mit Begründung anders entscheiden.",
  "refusal.policy.boys_max_age":
    "Dieses Haus nimmt Söhne bis {limit} Jahre auf. Eine Hausleiterin kann mit Begründung anders entscheiden.",
  "refusal.policy.unaccompanied_minor":
    "Eine Minderjährige wäre hier allein. Eine Hausleiterin kann mit Begründung anders entscheiden.",
  "refusal.policy.max_children":
    "Dieses Haus nimmt bis zu {limit} Kinder auf. Eine Hausleiterin kann mit Begründung anders entscheiden.",
  "refusal.safety-conflict.never_same_house":
    "{calledName} ist in diesem Haus, und die beiden müssen getrennt bleiben. Eine Hausleiterin kann mit Begründung anders entscheiden.",
  "refusal.safety-conflict.never_same_room":
    "{calledName} ist in diesem Zimmer, und die beiden dürfen keines teilen. Eine Hausleiterin kann mit Begründung anders entscheiden.",
  "refusal.not-approver.manager": "Das kann nur eine Hausleiterin dieses Hauses entscheiden.",
  "refusal.not-approver.director": "In diesem Haus entscheidet darüber eine Leiterin.",
  "refusal.last-of-household":
    "Von diesem Haushalt bliebe niemand. Tragen Sie stattdessen den Auszug aller ein.",
  "refusal.away": "{calledName} ist seit {from} abwesend.",
  "refusal.not-away": "{calledName} ist nicht abwesend.",
  "refusal.no-night-away":
    "Am {date} fort und wieder da: Dazwischen liegt keine Nacht, es gibt also nichts aufzuschreiben.",
  "refusal.absence-to-come":
    "Die Abwesenheit beginnt erst am {from}. Nehmen Sie sie zurück, wenn das nicht stimmt.",
  "refusal.absence-begun":
    "{calledName} ist seit {from} abwesend. Schreiben Sie auf, wann sie zurück ist.",
  "refusal.too-far-ahead":
    "Der {date} liegt weit voraus. Eine Abwesenheit lässt sich bis {latest} aufschreiben: Prüfen Sie das Datum.",
  "refusal.room-in-use": "In Zimmer {room} ist jemand.",
  "refusal.bed-in-use": "{bed} ist belegt.",
  "refusal.bed-not-mobile": "{bed} lässt sich nicht verstellen.",
  "refusal.label-twice": "Die Bezeichnung {label} kommt zweimal vor.",
  "refusal.hold-ended.expired": "Die Vormerkung ist abgelaufen.",
  "refusal.hold-ended.cancelled": "Die Vormerkung wurde aufgehoben.",
  "refusal.hold-ended.admitted": "Aus der Vormerkung ist schon ein Aufenthalt geworden.",
  "refusal.nothing-to-do": "Es gibt nichts zu ändern.",
  "refusal.changed-since.arrival":
    "Seit der Ankunft ist mit diesem Aufenthalt noch etwas geschehen.",
  "refusal.changed-since.move": "Seit dem Umzug ist noch etwas geschehen.",
  "refusal.changed-since.departure": "Die Betten wurden seit dem Auszug vergeben.",
  "refusal.changed-since.block": "Die Sperre wurde seither geändert.",
  "refusal.changed-since.leaving": "Seit sie den Haushalt verlassen hat, ist noch etwas geschehen.",
  "refusal.changed-since.joining": "Seit sie zum Haushalt gekommen ist, ist noch etwas geschehen.",
  "refusal.changed-since.absence":
    "Seit die Abwesenheit eingetragen wurde, ist noch etwas geschehen.",
  "refusal.changed-since.phase": "Seither hat eine andere Phase begonnen.",
  "refusal.changed-since.extension": "Das geplante Ende wurde seither geändert.",
  "refusal.changed-since.conflict": "Der Sicherheitskonflikt wurde seither geändert.",
  "refusal.changed-since.hold": "Die Vormerkung wurde seither geändert.",
  "refusal.changed-since.handover":
    "Sie wurde gelesen, oder etwas baut darauf auf. Schreiben Sie ein Blatt, das sie ergänzt.",
  "refusal.changed-since.request": "Die Anfrage wurde seither beantwortet.",
  "refusal.request-decided": "Diese Anfrage wurde schon beantwortet.",
  "refusal.reason-of-another-family": "Wählen Sie einen Grund, der zu dieser Antwort passt.",
  "refusal.transfer-went-on.offered": "Auf dieses Angebot hat noch niemand geantwortet.",
  "refusal.transfer-went-on.accepted": "Das andere Haus hat schon angenommen.",
  "refusal.transfer-went-on.file_sent": "Die Akte ist schon unterwegs.",
  "refusal.transfer-went-on.completed": "Der Wechsel ist abgeschlossen.",
  "refusal.transfer-went-on.declined": "Das Angebot wurde abgelehnt.",
  "refusal.transfer-went-on.withdrawn": "Das Angebot wurde zurückgezogen.",
  "refusal.must-not-meet.never_same_house":
    "Jemand in diesem Haus darf ihnen nicht begegnen. Eine Hausleiterin kann anders entscheiden, mit Grund.",
  "refusal.must-not-meet.never_same_room":
    "Jemand in diesem Zimmer darf ihnen nicht begegnen. Wählen Sie ein anderes Zimmer.",
  "refusal.kept-too-long": "Es darf höchstens bis {latest} aufbewahrt werden.",
  "refusal.manager-only": "Das braucht eine Hausleiterin.",
  "refusal.written-once": "Was dort steht, bleibt, wie es ist. Sie können es ergänzen.",
  "refusal.changed-since.inventory": "Zimmer und Betten wurden seither geändert.",
  "refusal.not-found": "Es ist nicht mehr da.",
  "refusal.already-there": "Es ist schon da.",
  "refusal.not-well-formed":
    "Etwas darin lässt sich so, wie es geschrieben ist, nicht aufbewahren.",
  "refusal.still-reading":
    "Dieses Gerät liest noch: {what}. Nichts ist verloren; versuchen Sie es gleich noch einmal.",
  "refusal.no-right": "Ihre Schlüssel erlauben das nicht: {what}.",
  "refusal.changed-meanwhile": "Jemand anderes hat dasselbe zuerst geändert.",
  "blockReason.repair": "Reparatur",
  "blockReason.cleaning": "Reinigung",
  "blockReason.pest": "Schädlingsbekämpfung",
  "blockReason.infection_control": "Infektionsschutz",
  "blockReason.safety_hold": "zur Sicherheit freigehalten",
  "blockReason.staff_use": "vom Team genutzt",
  "blockReason.renovation": "Renovierung",
  "blockReason.other": "anderer Grund",
  "refusal.month-closed":
    "{month} ist abgeschlossen. Seine Nächte ändern sich nur mit einem Grund.",
  "refusal.month-goes-on": "{month} ist noch nicht vorbei.",
} as const satisfies Translation<typeof english>;
