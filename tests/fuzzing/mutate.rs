//! Mutates inputs. This module ignores their meaning, except for a list of special words.

/// Words that random mutation is unlikely to produce.
const WORDS: [&str; 40] = [
    "$ref: '#/components/schemas/Thing'",
    "allOf: ",
    "oneOf: ",
    "anyOf: ",
    "enum: ",
    "const: ",
    "type: ",
    "[",
    "]",
    "{",
    "}",
    ": ",
    "- ",
    "\n",
    "\r\n",
    "&a ",
    "*a",
    "<<: *a",
    "? ",
    "| ",
    "\"",
    "'",
    "#",
    "\0",
    "\u{202e}",
    "é",
    "\u{feff}",
    "null",
    "1e400",
    "-0",
    "99999999999999999999",
    "data: {}\n\n",
    "id: 1\n",
    "retry: 1\n",
    ": x\n",
    "\u{1e}",
    "\\ud800",
    "../",
    "%2F",
    "<https://evil.example>; rel=next",
];

/// Makes inputs from seeds.
pub(crate) struct Mutator {
    random: fastrand::Rng,
    pool: Vec<Vec<u8>>,
}

impl Mutator {
    pub(crate) fn new(seed: u64, pool: Vec<Vec<u8>>) -> Self {
        Self {
            random: fastrand::Rng::with_seed(seed),
            pool,
        }
    }

    /// Returns the next input, of at most `most` bytes.
    pub(crate) fn next_input(&mut self, most: usize) -> Vec<u8> {
        let mut input = self.one().clone();
        for _ in 0..self.random.usize(1..6) {
            self.mutate(&mut input);
        }
        input.truncate(most);
        // Inputs may be mutated several times.
        if self.random.u8(..) < 8 {
            self.pool.push(input.clone());
        }
        input
    }

    fn one(&mut self) -> &Vec<u8> {
        let index = self.random.usize(..self.pool.len());
        &self.pool[index]
    }

    fn mutate(&mut self, input: &mut Vec<u8>) {
        let at = self.random.usize(..=input.len());
        let end = (at + self.random.usize(..32)).min(input.len());
        match self.random.u8(..7) {
            0 => {
                input.drain(at..end);
            }
            1 => {
                let byte = self.random.u8(..);
                input.insert(at, byte);
            }
            2 => {
                if let Some(byte) = input.get_mut(at) {
                    *byte ^= 1 << self.random.u8(..8);
                }
            }
            3 => {
                let word = self.random.choice(WORDS).unwrap_or_default();
                input.splice(at..at, word.bytes());
            }
            4 => {
                let part = input[at..end].to_vec();
                input.splice(at..at, part);
            }
            5 => {
                let other = self.one().clone();
                let start = self.random.usize(..=other.len());
                let stop = (start + self.random.usize(..200)).min(other.len());
                input.splice(at..end, other[start..stop].iter().copied());
            }
            _ => {
                let line = input
                    .split_inclusive(|byte| *byte == b'\n')
                    .nth(self.random.usize(..20));
                let line = line.unwrap_or_default().to_vec();
                input.splice(at..at, line);
            }
        }
    }
}
