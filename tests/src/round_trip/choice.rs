//! Who decides where a schema leaves a choice: nobody, each option in turn, or chance.

use rand::rngs::SmallRng;
use rand::{RngExt as _, SeedableRng as _};

/// How many values an instance has before it stops to grow, and before it is given up.
const ENOUGH: usize = 200;
const TOO_MANY: usize = 4000;

/// How choices are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// The first option, and nothing that is optional.
    Least,
    /// All that is optional; of options the one whose turn it is.
    Turn(usize),
    /// By chance, from a seed.
    Chance(u64),
}

/// The choices of one instance.
#[derive(Debug)]
pub(super) struct Choices {
    mode: Mode,
    rng: SmallRng,
    step: usize,
    spent: usize,
    /// The most options that any choice had.
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

    /// Notes one more value. `false` where there are too many.
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

    /// Whether only what must be there is wanted.
    pub(super) fn is_least(&self) -> bool {
        self.mode() == Mode::Least
    }

    /// The index of an option.
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

    /// Whether something optional is there.
    pub(super) fn includes(&mut self) -> bool {
        match self.mode() {
            Mode::Least => false,
            Mode::Turn(_) => true,
            Mode::Chance(_) => self.rng.random_bool(0.5),
        }
    }

    /// Whether it is time for something that few instances hold.
    pub(super) fn is_rare(&mut self) -> bool {
        self.mode() != Mode::Least && self.rng.random_bool(0.02)
    }

    pub(super) fn rng(&mut self) -> &mut SmallRng {
        &mut self.rng
    }
}
