/** The organisation's settings, and the roles that it composes. */
export const organisation = {
  "nav.organisation": "Organisation",
  "organisation.title": "Organisation",
  "organisation.lead":
    "These count for everybody, in every house. Only keys to Team can change them.",
  "organisation.names": "Names",
  "organisation.name": "Name of the organisation",
  "organisation.name.hint": "Sealed: only members read it. It stands on reports.",
  "organisation.name.missing": "Enter a name.",
  "organisation.neutral": "Neutral name",
  "organisation.neutral.hint":
    "Stands on screens and sheets in place of the real one. It should say nothing to a stranger.",
  "organisation.time": "Time",
  "organisation.week": "A week begins on",
  "organisation.census.hint": "For new houses. Each house can have an hour of its own.",
  "organisation.devices": "Devices",
  "organisation.cover": "Minutes until an idle screen is covered",
  "organisation.cover.hint": "Where a PIN is set. The PIN uncovers it.",
  "organisation.lock": "Minutes until an idle device is locked",
  "organisation.lock.hint": "Then the passphrase is needed again.",
  "organisation.lock.wrong":
    "A whole number from {least} to {most}, and not less than until it is covered.",
  "organisation.number": "A whole number from {least} to {most}, please.",
  "organisation.offline": "Devices may be used without a network",
  "organisation.offline.hint":
    "Sealed records stay on each device, so that it opens when the network is gone. Without this a device keeps nothing to be opened; what is written still waits until it is sent.",
  "organisation.exit": "Where Exit leads",
  "organisation.exit.hint":
    "An ordinary page, such as the weather. Left empty, a neutral page of our own, which nobody outside hears of.",
  "organisation.exit.wrong": "An address that begins with https://, or nothing.",
  "organisation.danger": "In danger",
  "organisation.emergency": "Emergency number",
  "organisation.emergency.hint":
    "What the checklist of a critical incident calls with one tap. 112 works in Europe and on most mobile networks.",
  "organisation.emergency.wrong": "Write the number in two to six digits.",
  "organisation.figures": "Figures that leave the house",
  "organisation.threshold": "Hide counts smaller than",
  "organisation.threshold.hint":
    "Small numbers point at one woman. They are hidden in everything that is exported or printed.",

  "roles.title": "Roles",
  "roles.lead":
    "A role is a set of keys to start from. Changing it changes no key that somebody already holds.",
  "roles.given": "Roles that are always there",
  "roles.own": "Your own roles",
  "roles.none": "None yet. Compose one, for instance for a night volunteer or a bookkeeper.",
  "roles.new": "Compose a role",
  "roles.edit": "Change {name}",
  "roles.name": "Name of the role",
  "roles.name.missing": "Enter a name.",
  "roles.from": "Start from",
  "roles.rights": "What she may do",
  "roles.right.0": "no key",
  "roles.right.1": "reads",
  "roles.right.2": "writes",
  "roles.right.3": "manages",
  "roles.save": "Keep the role",
  "roles.saved": "The role is kept",
  "roles.remove": "Take {name} off the list",
  "roles.removed": "{name} is off the list",
  "roles.nothing": "No key at all.",
} as const;
