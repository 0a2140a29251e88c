/** Her own secrets: passphrase, devices, sessions. */
export const keys = {
  "ownKeys.title": "Your keys",
  "keys.lead": "Passphrase, devices, and what to do when something was lost or seen.",
  "keys.go": "Open your keys",
  "keys.back": "Back to your keys",
  "keys.next": "Continue",
  "keys.current": "Your passphrase as it is now",
  "keys.passphrase": "Passphrase",
  "keys.passphrase.hint":
    "A new one for the same keys. If somebody may have seen the old one together with your sheet or a device, renew your keys instead.",
  "keys.passphrase.change": "Change the passphrase",
  "keys.passphrase.lead":
    "Your sheet stays good. Your other devices ask for the new one the next time.",
  "keys.passphrase.do": "Change it",
  "keys.passphrase.working": "Sealing your keys under the new one",
  "keys.passphrase.done": "Your passphrase is changed.",
  "keys.passphrase.then":
    "The old one opens nothing any more where the new one has been used once.",
  "keys.device": "Another device",
  "keys.device.hint":
    "A second phone or computer opens with a square from this screen and your passphrase. No sheet is needed.",
  "keys.device.add": "Add a device",
  "addDevice.title": "Add a device",
  "addDevice.lead":
    "It hands over your account key, and where the list of members stands, from this screen to the other camera. Nothing of it passes the server.",
  "addDevice.open": "Open this address on the other device.",
  "addDevice.choose": "Choose “I have my kit” there.",
  "addDevice.scan": "Point its camera at this square, then type your passphrase.",
  "addDevice.qr": "Square code for the camera of the other device",
  "addDevice.hides": "It is hidden by itself in {time}.",
  "addDevice.words": "The other device must show the same six words:",
  "addDevice.hidden": "The square is hidden, because it stood here for two minutes.",
  "addDevice.again": "Show it again",
  "addDevice.done": "Done",
  "sessions.title": "Signed in now",
  "sessions.hint":
    "What the server says: its word, not a proof. It knows no names of devices and no places, and times only to five minutes. Closing one locks that device; whoever has its passphrase opens it again.",
  "sessions.own": "This device",
  "sessions.other": "Device {number}",
  "sessions.times": "Since {began}, last heard of {used}",
  "sessions.close": "Lock device {number}",
  "sessions.again": "Ask again",
  "renew.title": "It may have been seen",
  "renew.hint":
    "A sheet, a passphrase or a device was lost, or was in other hands for a while. You get new keys, and nothing that is written from then on opens with the old.",
  "renew.go": "Renew my keys",
  "renew.lead": "Your own decision: nobody is asked, and everyone sees that your keys are new.",
  "renew.ends": "The old keys sign nothing more and read nothing new, wherever they are.",
  "renew.anew": "You get a new passphrase and a new sheet. Destroy the old sheet.",
  "renew.devices":
    "Your other devices lock. What waits in their outbox is lost: send it first if you still can.",
  "renew.keeps": "What somebody has already read with the old keys cannot be unread.",
  "renew.do": "Renew my keys",
  "renew.working": "Making new keys for you and for every box that you hold",
  "refused.title":
    "The server no longer takes the keys of this device. What is kept here can still be read.",
  "refused.do":
    "If you renewed your keys or were invited again, lock and open with the new passphrase and sheet. If not, ask your director.",
  "authenticator.title": "Fingerprint or face",
  "authenticator.hint":
    "This device can open by its own check of who you are. Your passphrase opens it as before, and is still needed everywhere else. Whoever can make you touch the device can open it.",
  "authenticator.on": "This device opens by it, beside your passphrase.",
  "authenticator.add": "Open this device by it, too",
  "authenticator.known": "That is your passphrase. Now the device asks you.",
  "authenticator.go": "Ask the device now",
  "authenticator.remove": "No longer open by it",
  "authenticator.none":
    "This device, or this browser, has nothing of the kind that can keep a key; or several people use it.",
  "authenticator.declined": "It was not done. Nothing has changed.",
} as const;
