import { formatDay, formatNumber } from "../../i18n/format.ts";
import { t } from "../../i18n/t.ts";

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
let count = 0;

/**
 * Says in our own words, beside the field, what stands against it, where the browser would say it in a bubble of its
 * own and in its own language. Listens for `invalid`, which a form sends for each of its fields before it is sent.
 */
export function saysOwnErrors(event: Event): void {
  const field = event.target;
  if (!isField(field)) return;
  event.preventDefault();
  say(field);
  if (field.form?.querySelector(":invalid:not(fieldset)") === field) field.focus();
}

const isField = (target: EventTarget | null): target is Field =>
  target instanceof HTMLInputElement ||
  target instanceof HTMLSelectElement ||
  target instanceof HTMLTextAreaElement;

function say(field: Field): void {
  if (field.dataset["wrong"] !== undefined) return;
  const words = document.createElement("p");
  words.className = "wrong";
  words.id = `own-error-${++count}`;
  words.role = "alert";
  words.textContent = problemOf(field);
  field.dataset["wrong"] = words.id;
  (field.closest(".with-action") ?? field).before(words);
  const around = field.closest(".field");
  const described = field.getAttribute("aria-describedby");
  around?.classList.add("is-wrong");
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", [described, words.id].filter(Boolean).join(" "));
  const done = (): void => {
    words.remove();
    delete field.dataset["wrong"];
    around?.classList.remove("is-wrong");
    field.removeAttribute("aria-invalid");
    if (described === null) field.removeAttribute("aria-describedby");
    else field.setAttribute("aria-describedby", described);
  };
  field.addEventListener("input", done, { once: true });
}

function problemOf(field: Field): string {
  const { valueMissing, rangeOverflow, rangeUnderflow, badInput } = field.validity;
  if (valueMissing && !badInput) return t("field.missing");
  if (!(field instanceof HTMLInputElement)) return t("field.bad");
  const isNumber = field.type === "number";
  if (rangeOverflow)
    return t(isNumber ? "field.most" : "field.late", { value: edgeText(field.max) });
  if (rangeUnderflow)
    return t(isNumber ? "field.least" : "field.early", { value: edgeText(field.min) });
  return t("field.bad");
}

/** An end of what is allowed, as it is written here: a number, a day, or a day with its hour. */
export function edgeText(text: string): string {
  if (!text.includes("-")) return formatNumber(Number(text));
  return [formatDay(text), text.slice(11, 16)].filter((part) => part !== "").join(" ");
}
