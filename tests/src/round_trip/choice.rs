//! How to decide where a schema leaves a choice: the minimum, each option in turn, or at random.

use rand::rngs::SmallRng;
use rand::{RngExt as _, SeedableRng as _};

/// The number of values after which an instance stops growing, and the number after which it is abandoned.
const ENOUGH: usize = 200;
const TOO_MANY: usize = 4000;

/// The strategy for making choices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// The first option, without optional parts.
    Least,
    /// All optional parts, with the options in turn.
    Turn(usize),
    /// Random choices from a seed.
    Chance(u64),
}

/// The choices of one instance.
#[derive(Debug)]
pub(super) struct Choices {
    mode: Mode,
    rng: SmallRng,
    step: usize,
    spent: usize,
    /// The highest number of options of any choice.
    pub(super) widest: usize,
}

impl Choices {
    pub(super) fn new(mode: Mode) -> Self {
        let seed = match mode {
            Mode::Least => 0,
            Mode::Turn(turn) => turn as u64,
            Mode::Chance(seed) => seed,
        };
        Self {
            mode,
            rng: SmallRng::seed_from_u64(seed),
            step: 0,
            spent: 0,
            widest: 1,
        }
    }

    /// Counts one more value. Returns `false` if there are too many.
    pub(super) fn spend(&mut self) -> bool {
        self.spent += 1;
        self.spent <= TOO_MANY
    }

    fn mode(&self) -> Mode {
        if self.spent > ENOUGH {
            Mode::Least
        } else {
            self.mode
        }
    }

    /// Returns whether only required parts are wanted.
    pub(super) fn is_least(&self) -> bool {
        self.mode() == Mode::Least
    }

    /// Returns the index of an option.
    pub(super) fn pick(&mut self, options: usize) -> usize {
        if options <= 1 {
            return 0;
        }
        self.widest = self.widest.max(options);
        match self.mode() {
            Mode::Least => 0,
            Mode::Turn(turn) => {
                self.step += 1;
                (turn + self.step - 1) % options
            }
            Mode::Chance(_) => self.rng.random_range(0..options),
        }
    }

    /// Returns whether to include an optional part.
    pub(super) fn includes(&mut self) -> bool {
        match self.mode() {
            Mode::Least => false,
            Mode::Turn(_) => true,
            Mode::Chance(_) => self.rng.random_bool(0.5),
        }
    }

    /// Returns whether to include a part that few instances have.
    pub(super) fn is_rare(&mut self) -> bool {
        self.mode() != Mode::Least && self.rng.random_bool(0.02)
    }

    pub(super) fn rng(&mut self) -> &mut SmallRng {
        &mut self.rng
    }
}
