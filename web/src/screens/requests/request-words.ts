import type { CallbackLine, OfferLine, RequestLine } from "#domain/view-requests.ts";
import { formatClock, formatList, formatParts, formatWeekdayTime } from "../../i18n/format.ts";
import { t } from "../../i18n/t.ts";
import { householdText } from "../arrival/place-words.ts";
import { lengthText } from "../tonight/bed-words.ts";

/** "1 woman and 2 children, 0–2 and 6–11". */
export const whoText = (line: RequestLine): string => householdText(line.composition);

/** When it came, from where, and for when. */
export function cameText(line: RequestLine, timeZone: string): string {
  return formatParts([
    t(`urgency.${line.urgency}`),
    formatWeekdayTime(line.receivedAt, timeZone),
    line.source !== undefined && t(`source.${line.source}`),
  ]);
}

/** Where beds are held, and for how long. */
export const offerText = (offer: OfferLine): string =>
  t("place.title", { room: offer.room, beds: formatList(offer.labels) });

/** How long an offer runs. */
export const runsText = (offer: OfferLine, now: number, timeZone: string): string =>
  offer.confirmed
    ? t("bed.held.confirmed")
    : t("requests.runs", {
        left: lengthText(offer.expiresAt - now),
        at: formatClock(offer.expiresAt, timeZone),
      });

/** What became of a request. */
export function outcomeText({ decision, reasons, redirectedTo }: RequestLine): string {
  return formatParts([
    t(`requests.decision.${decision}`),
    ...reasons.map((reason) => t(`declineReason.${reason}`)),
    redirectedTo !== undefined && t("requests.toldOf", { house: redirectedTo }),
  ]);
}

const number = /^\+?[\d\s()/.-]*\d[\d\s()/.-]*$/;
const schemes: Partial<Record<CallbackLine["channel"], string>> = { call: "tel", sms: "sms" };

/** Where a tap on her number leads: to the telephone, and only while it is safe. What is no number leads nowhere. */
export function dialling({ channel, value, safeNow }: CallbackLine): string | undefined {
  const scheme = schemes[channel];
  if (scheme === undefined || !safeNow || !number.test(value)) return undefined;
  // The zero in brackets is dialled at home, not after the country.
  return `${scheme}:${value.replace(/^(\+.*?)\(0\)/, "$1").replace(/[^\d+]/g, "")}`;
}

/** Whether it is safe to call her at this hour. */
export function safeText({ okHours, safeNow }: CallbackLine): string {
  if (okHours === undefined) return t("callback.anyTime");
  return t(safeNow ? "callback.safe" : "callback.notSafe", okHours);
}
