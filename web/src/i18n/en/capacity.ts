/** Free places across the houses. */
export const capacity = {
  "nav.capacity": "Capacity",
  "nav.allHouses": "All houses",
  "capacity.title": "Free places, night of {day}",
  "capacity.lead": "{now}.",
  "capacity.lead.noNames": "{now}. No names here: your key opens beds, not people.",
  "capacity.offerable":
    "{count, plural, =0 {offerable} one {offerable in # house} other {offerable in # houses}}",
  "capacity.largest": "largest household, {house}",
  "capacity.held": "held",
  "capacity.occupied": "beds occupied, {share}",
  "capacity.used": "with blocked beds, {share}",
  "capacity.table": "Every house tonight",
  "capacity.house": "House",
  "capacity.beds": "Every bed tonight",
  "capacity.of": "{count, number} of {of, number}",
  "capacity.none": "none tonight",
  "capacity.all": "All houses",
  "capacity.inService": "{beds, number} beds, {inService, number} in service",
  "capacity.bedline":
    "{occupied, number} occupied, {blocked, number} blocked, {held, number} held, {free, number} free, {out, number} out of service",
} as const;
