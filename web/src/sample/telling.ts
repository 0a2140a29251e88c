import type { SignIn } from "./team.ts";

const titles: { readonly [role in SignIn["role"]]: string } = {
  staff: "Staff",
  caseWorker: "Case worker",
  manager: "Manager",
  director: "Director",
  auditor: "Auditor",
};

/** How to sign in, line by line. */
export function linesOf(signIns: readonly SignIn[]): string[] {
  return [
    "",
    "To sign in, open the page, choose “I have my kit”, and give the account key (or the whole",
    "code in its place), then the login, then the passphrase. One browser keeps several accounts.",
    ...signIns.flatMap(({ role, name, about, passphrase, kit }) => [
      "",
      `${titles[role]}: ${name}`,
      `  ${about}`,
      `  account key  ${kit.groups}`,
      `  login        ${kit.loginId}`,
      `  passphrase   ${passphrase}`,
      `  code         ${kit.code}`,
    ]),
  ];
}
