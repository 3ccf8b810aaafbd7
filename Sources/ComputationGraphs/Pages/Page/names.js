/** Names as mathematics writes them, and characters that would not be seen made visible. */

const greek = Object.fromEntries(
  ("alpha α beta β gamma γ delta δ epsilon ε zeta ζ eta η theta θ kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ sigma σ " +
    "tau τ phi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Phi Φ Psi Ψ Omega Ω")
    .match(/\S+ \S/gu).map(pair => pair.split(" ")));

/** Control characters as their pictures, and what turns the direction of the text around as an empty box. */
const visible = text =>
  text.replace(/[\u0000-\u001f]/g, character => String.fromCharCode(0x2400 + character.charCodeAt(0)))
    .replace(/[\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "▯");

/** The beginning and the end of a long text. */
const shortened = (text, most = 24) => {
  const characters = [...text];
  if (characters.length <= most) return text;
  return `${characters.slice(0, most - 7).join("")}…${characters.slice(-6).join("")}`;
};

/** A name in two parts: `h` and `12` of `h12`, `W` and `ih` of `W_ih`; the second is empty where there is none. */
const nameParts = (name, most = 24) => {
  const [, base, step] = name.match(/^(.+?)[_{[]*([0-9₀-₉]+)[}\]]?$/su) ?? [];
  if (base) return { base: part(base, most), sub: step.replace(/[₀-₉]/gu, c => c.charCodeAt(0) - 0x2080) };
  const [, stem, index] = name.match(/^([^_]+)_([A-Za-z0-9]+)$/su) ?? [];
  if (stem) return { base: part(stem, most), sub: part(index, most) };
  return { base: part(name, most), sub: "" };
};

const part = (text, most) => (Object.hasOwn(greek, text) ? greek[text] : shortened(visible(text), most));

const subscripts = "₀₁₂₃₄₅₆₇₈₉";

/** The name in a line of plain text. */
const nameText = name => {
  const { base, sub } = nameParts(name);
  if (!sub) return base;
  return /^\d+$/.test(sub) ? base + [...sub].map(digit => subscripts[digit]).join("") : `${base}_${sub}`;
};
