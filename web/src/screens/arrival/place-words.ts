import type { Composition, FittingPlace, NoFit } from "#domain/view-places.ts";
import type { Cost, Gain } from "#domain/weighing.ts";
import { formatClock, formatList, formatParts, formatShortDay } from "../../i18n/format.ts";
import { t } from "../../i18n/t.ts";

/** "1 woman and 2 children, 0–2 and 6–11". */
export function householdText({ women, otherAdults, children }: Composition): string {
  const parts = [
    women > 0 ? t("household.women", { count: women }) : "",
    otherAdults > 0 ? t("household.otherAdults", { count: otherAdults }) : "",
    children.length > 0 ? t("household.children", { count: children.length }) : "",
  ].filter((part) => part !== "");
  const ages = children.flatMap(({ ageBand }) =>
    ageBand === "unknown" ? [] : [t(`ageBand.${ageBand}`)],
  );
  return formatParts([formatList(parts), ages.length > 0 && formatList(ages)]);
}

/** "Room 6, A and cot": the room, and the beds by label, a cot by its kind. */
export function placeTitle(place: FittingPlace): string {
  const beds = place.beds.map(({ label, kind }) => (kind === "cot" ? t("place.cot") : label));
  return t("place.title", { room: place.label, beds: formatList(beds) });
}

/** What speaks for a place. */
export function gainText(gain: Gain): string {
  if (gain.code === "keeps-for-family") return t("gain.keeps-for-family", { room: gain.room });
  return t(`gain.${gain.code}`);
}

/** What it costs. */
export function costText(cost: Cost): string {
  switch (cost.code) {
    case "shared-with":
      return cost.calledNames.length === 0
        ? t("cost.shared-with.count", { count: cost.persons })
        : t("cost.shared-with", { names: formatList(cost.calledNames) });
    case "blocks":
      return t("cost.blocks", { count: cost.beds.length, beds: formatList(cost.beds) });
    case "offerable-after":
      return t("cost.offerable-after", { beds: cost.beds });
    case "cot-comes-from":
      return t("cost.cot-comes-from", { room: cost.room });
    case "no-cot":
      return t("cost.no-cot");
  }
}

/** Why a room does not fit. */
export function noFitText(why: NoFit, timeZone: string): string {
  switch (why.code) {
    case "held":
      return why.confirmed
        ? t("noFit.held.confirmed")
        : t("noFit.held", { at: formatClock(why.expiresAt, timeZone) });
    case "out-of-service":
      return why.to === undefined
        ? t(`blockReason.${why.reason}`)
        : t("bed.out.until", {
            reason: t(`blockReason.${why.reason}`),
            day: formatShortDay(why.to),
          });
    case "too-small":
      return t("noFit.too-small", { free: why.free });
    case "taken":
    case "unsafe":
    case "one-household":
      return t(`noFit.${why.code}`);
  }
}
