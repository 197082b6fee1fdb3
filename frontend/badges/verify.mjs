// Verify a badge of Hawkari without Hawkari: node verify.mjs BADGE ISSUER [STATUS]
// BADGE and STATUS are files, ISSUER the did:key that you trust. Needs only the package `jose`.
// Exit: 0 it holds, 3 it holds unless revoked (no STATUS given), 1 it does not.
import { readFileSync } from "node:fs";
import { gunzipSync, inflateSync } from "node:zlib";
import { compactVerify, importJWK } from "jose";

const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const BASE45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

// A did:key is the public key itself: base 58 of 0xed 0x01 and the 32 bytes of an Ed25519 key.
function keyOf(did) {
  if (!did.startsWith("did:key:z6Mk")) throw new Error("the issuer is no did:key of Ed25519");
  let number = 0n;
  for (const letter of did.slice("did:key:z".length)) {
    if (!BASE58.includes(letter)) throw new Error("the issuer is no did:key");
    number = number * 58n + BigInt(BASE58.indexOf(letter));
  }
  const bytes = Buffer.from(number.toString(16).padStart(68, "0"), "hex");
  if (bytes.length !== 34 || bytes[0] !== 0xed || bytes[1] !== 1) throw new Error("no such key");
  return { kty: "OKP", crv: "Ed25519", x: bytes.subarray(2).toString("base64url") };
}

// What a certificate's QR code holds: base 45 of a zlib stream of header, content and signature.
function unpacked(text) {
  const bytes = [];
  for (let at = 4; at < text.length; at += 3) {
    const group = [...text.slice(at, at + 3)].map((letter) => BASE45.indexOf(letter));
    const number = group.reduceRight((sum, digit) => sum * 45 + digit, 0);
    if (group.includes(-1) || group.length < 2 || number >= 256 ** (group.length - 1))
      throw new Error("this is no badge");
    if (group.length === 3) bytes.push(number >> 8);
    bytes.push(number & 255);
  }
  const raw = inflateSync(Buffer.from(bytes), { maxOutputLength: 65536 });
  const first = raw.indexOf(10);
  const second = raw.indexOf(10, first + 1);
  const parts = [raw.subarray(0, first), raw.subarray(first + 1, second), raw.subarray(second + 1)];
  return parts.map((part) => part.toString("base64url")).join(".");
}

// The key is the trusted one, never the one that the text itself carries.
async function signedPart(text, did) {
  // Base64url has spellings that decoders take for the same bytes; only the right one counts.
  if (!text.split(".").every((part) => Buffer.from(part, "base64url").toString("base64url") === part))
    throw new Error("this is no badge");
  const key = await importJWK(keyOf(did), "EdDSA");
  const { payload } = await compactVerify(text, key, { algorithms: ["EdDSA"] });
  const said = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(payload));
  if ((said.issuer?.id ?? said.issuer) !== did || said.iss !== did)
    throw new Error("it names another issuer");
  const now = Date.now();
  const minute = 60_000;
  if (!(Date.parse(said.validFrom) <= now + 5 * minute)) throw new Error("it is not valid yet");
  if (said.validUntil !== undefined && !(Date.parse(said.validUntil) >= now))
    throw new Error("it is too old");
  return said;
}

async function isRevoked(badge, statusFile, did) {
  const list = await signedPart(readFileSync(statusFile, "utf8").trim(), did);
  const entry = badge.credentialStatus;
  const subject = list.credentialSubject;
  if (
    !list.type.includes("BitstringStatusListCredential") ||
    subject.statusPurpose !== "revocation" ||
    entry.statusPurpose !== "revocation" ||
    entry.statusListCredential !== list.id ||
    !/^\d{1,9}$/.test(entry.statusListIndex) ||
    !subject.encodedList.startsWith("u")
  )
    throw new Error("this status list is not of this badge");
  const bits = gunzipSync(Buffer.from(subject.encodedList.slice(1), "base64url"), {
    maxOutputLength: 5 << 20,
  });
  const index = Number(entry.statusListIndex);
  if (index >= bits.length * 8) throw new Error("the status list has no such place");
  return (bits[index >> 3] & (0x80 >> (index & 7))) !== 0;
}

export async function verify(badgeFile, did, statusFile) {
  const text = readFileSync(badgeFile, "utf8").trim();
  const badge = await signedPart(text.startsWith("HB1:") ? unpacked(text) : text, did);
  if (!badge.type.includes("OpenBadgeCredential")) throw new Error("this is no badge");
  if (statusFile === undefined) return ["unchecked", badge];
  return [(await isRevoked(badge, statusFile, did)) ? "revoked" : "valid", badge];
}

const [badgeFile, did, statusFile] = process.argv.slice(2);
try {
  const [state, badge] = await verify(badgeFile, did, statusFile);
  console.log(`${state}: ${badge.credentialSubject.achievement.name}`);
  process.exitCode = { valid: 0, unchecked: 3, revoked: 1 }[state];
} catch (error) {
  console.log(`refused: ${error.message}`);
  process.exitCode = 1;
}
