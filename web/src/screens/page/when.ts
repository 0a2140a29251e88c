import { t } from "../../i18n/t.ts";
import { wallClock } from "../../state/wall-clock.ts";
import { edgeText } from "./own-errors.ts";

/** Which moments can be meant: from one on, as the house's wall clock shows it, where there is a first; never later than now. */
export interface WhenRange {
  readonly from?: string | undefined;
  readonly timeZone: string;
}

/** What stands against a moment, with what is allowed; undefined where nothing does. An undefined moment is now. */
export function againstWhen(
  at: number | undefined,
  { from, timeZone }: WhenRange,
  now: number,
): string | undefined {
  if (at === undefined) return undefined;
  const isEarly = from !== undefined && wallClock(at, timeZone) < from;
  if (!isEarly && at <= now) return undefined;
  const to = edgeText(wallClock(now, timeZone));
  return from === undefined
    ? t("field.late", { value: to })
    : t("field.between", { from: edgeText(from), to });
}
