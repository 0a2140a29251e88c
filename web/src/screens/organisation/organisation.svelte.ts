import { id } from "#domain/ids.ts";
import type { Organisation } from "#domain/records.ts";
import { refusalText } from "../../i18n/refusal.ts";
import { newId } from "../../state/new-id.ts";
import type { Session } from "../../state/session.svelte.ts";

/** What the form holds; numbers stay text while they are typed. */
const blank = {
  name: "",
  neutralDisplayName: "",
  timeZone: "",
  weekStart: 1,
  censusHour: "04:00",
  kThreshold: "5",
  offlineUse: true,
  coverAfterMinutes: "3",
  lockAfterMinutes: "30",
  exitTo: "",
  emergencyNumber: "112",
};
type Field = keyof typeof blank;

/** Whole numbers that the form asks for, and between what they may lie. */
export const limits = {
  kThreshold: { least: 2, most: 100 },
  coverAfterMinutes: { least: 1, most: 60 },
  lockAfterMinutes: { least: 1, most: 480 },
} as const;

/** The organisation's settings while they are changed. */
export class OrganisationForm {
  values = $state({ ...blank });
  wrong = $state.raw<readonly Field[]>([]);
  saved = $state(false);
  failed = $state.raw<string | undefined>();
  readonly #session: Session;
  #known = "";

  constructor(session: Session) {
    this.#session = session;
  }

  /** Shows the settings as they are, unless something is being typed. */
  show(organisation: Organisation): void {
    const known = JSON.stringify(organisation);
    if (known === this.#known) return;
    this.#known = known;
    this.values = {
      ...blank,
      ...organisation,
      kThreshold: String(organisation.kThreshold),
      coverAfterMinutes: String(organisation.coverAfterMinutes ?? blank.coverAfterMinutes),
      lockAfterMinutes: String(organisation.lockAfterMinutes ?? blank.lockAfterMinutes),
      exitTo: organisation.exitTo ?? "",
      offlineUse: organisation.offlineUse !== false,
      emergencyNumber: organisation.emergencyNumber ?? blank.emergencyNumber,
    };
  }

  /** Writes them, when they are complete. */
  async save(): Promise<void> {
    this.wrong = this.#wrong();
    this.saved = false;
    if (this.wrong.length > 0) return;
    const { values } = this;
    const outcome = await this.#session.engine.act("setOrganisation", {
      organisation: id<"organisation">(newId()),
      name: values.name.trim(),
      neutralDisplayName: values.neutralDisplayName.trim(),
      timeZone: values.timeZone,
      weekStart: Number(values.weekStart),
      censusHour: values.censusHour,
      kThreshold: Number(values.kThreshold),
      coverAfterMinutes: Number(values.coverAfterMinutes),
      lockAfterMinutes: Number(values.lockAfterMinutes),
      offlineUse: values.offlineUse,
      exitTo: values.exitTo.trim(),
      emergencyNumber: values.emergencyNumber.trim(),
    });
    this.failed = outcome.ok ? undefined : refusalText(outcome.refusal);
    this.saved = outcome.ok;
  }

  #wrong(): readonly Field[] {
    const { values } = this;
    const out = (field: keyof typeof limits): boolean => {
      const number = Number(values[field]);
      const { least, most } = limits[field];
      return !(Number.isInteger(number) && number >= least && number <= most);
    };
    const wrong: Field[] = (Object.keys(limits) as (keyof typeof limits)[]).filter(out);
    if (values.name.trim() === "") wrong.push("name");
    if (values.neutralDisplayName.trim() === "") wrong.push("neutralDisplayName");
    if (!/^(https:\/\/[^\s/]+(\/\S*)?)?$/.test(values.exitTo.trim())) wrong.push("exitTo");
    if (!/^[0-9]{2,6}$/.test(values.emergencyNumber.trim())) wrong.push("emergencyNumber");
    const tooSoon = Number(values.lockAfterMinutes) < Number(values.coverAfterMinutes);
    if (tooSoon && !wrong.includes("lockAfterMinutes")) wrong.push("lockAfterMinutes");
    return wrong;
  }
}
