// The page behind Exit: a clock and a month, and nothing that leads back.
const chosen = localStorage.getItem("language") ?? navigator.language;
const language = navigator.languages.find((tag) => tag.startsWith(chosen)) ?? chosen;
document.documentElement.lang = language;
document.documentElement.dir = language.startsWith("ar") ? "rtl" : "ltr";
const now = new Date();
const text = (id, value) => (document.getElementById(id).textContent = value);
const cell = (kind, value) => Object.assign(document.createElement(kind), { textContent: value });

function tick() {
  const time = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" });
  text("clock", time.format(new Date()));
}

function month() {
  const year = now.getFullYear();
  const first = (new Date(year, now.getMonth(), 1).getDay() + 6) % 7;
  const days = new Date(year, now.getMonth() + 1, 0).getDate();
  const weekday = new Intl.DateTimeFormat(language, { weekday: "short", timeZone: "UTC" });
  const head = document.createElement("tr");
  // 1 January 2024 was a Monday.
  for (let day = 1; day <= 7; day++)
    head.append(cell("th", weekday.format(Date.UTC(2024, 0, day))));
  const rows = [head];
  for (let at = -first; at < days; at += 7) {
    const row = document.createElement("tr");
    for (let day = at + 1; day <= at + 7; day++) {
      const square = cell("td", day > 0 && day <= days ? String(day) : "");
      if (day === now.getDate()) square.setAttribute("aria-current", "date");
      row.append(square);
    }
    rows.push(row);
  }
  document.getElementById("month").replaceChildren(...rows);
}

text("day", new Intl.DateTimeFormat(language, { dateStyle: "full" }).format(now));
month();
tick();
setInterval(tick, 5000);
