//! `--dump=CHANNEL[:NAME],...`: which stages of compilation print what they made, and for which functions.
//!
//! Relies on nothing. The command line fills a `Dump`; the bytecode printer and the JIT (`JitOptions::dump`) ask it.

/// What can be printed. The first concerns bytecode, the others traces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// Instructions as the compiler made them.
    Bytecode,
    /// Instructions as they are recorded.
    Trace,
    /// The trace's intermediate code, optimised.
    Ir,
    /// What each guard restores.
    Snapshots,
    /// Cranelift's intermediate code.
    Clif,
    /// Machine code.
    Asm,
    /// Each exit that is taken.
    Exits,
    /// One line for each thing that happens: recordings, aborts, installations, links.
    Events,
}

/// Channels by name, in the order of the pipeline.
pub const CHANNELS: &[(&str, Channel)] = &[
    ("bytecode", Channel::Bytecode),
    ("trace", Channel::Trace),
    ("ir", Channel::Ir),
    ("snapshots", Channel::Snapshots),
    ("clif", Channel::Clif),
    ("asm", Channel::Asm),
    ("exits", Channel::Exits),
    ("events", Channel::Events),
];

/// The channels asked for, each with the functions it is limited to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dump {
    wanted: Vec<(Channel, Option<String>)>,
}

impl Dump {
    /// Adds what `text` lists. The error is a message for the command line's user.
    pub fn add(&mut self, text: &str) -> Result<(), String> {
        for part in text.split(',') {
            let (name, filter) = match part.split_once(':') {
                Some((n, f)) => (n, Some(f.to_string())),
                None => (part, None),
            };
            let Some((_, channel)) = CHANNELS.iter().find(|c| c.0 == name) else {
                let names: Vec<&str> = CHANNELS.iter().map(|c| c.0).collect();
                return Err(format!("--dump: unknown channel '{name}' (one of {})", names.join(", ")));
            };
            if filter.as_deref() == Some("") {
                return Err(format!("--dump: no name behind '{name}:'"));
            }
            self.wanted.push((*channel, filter));
        }
        Ok(())
    }
    /// Is anything on this channel to be printed?
    pub fn has(&self, channel: Channel) -> bool {
        self.wanted.iter().any(|w| w.0 == channel)
    }
    /// Is every function of this channel wanted?
    pub fn has_all(&self, channel: Channel) -> bool {
        self.wanted.iter().any(|w| w.0 == channel && w.1.is_none())
    }
    /// Is this function's output on this channel to be printed? A filter is a qualified name (`Class.method`) or the last
    /// part of one.
    pub fn wants(&self, channel: Channel, qualname: &str) -> bool {
        let fits = |f: &str| qualname == f || qualname.strip_suffix(f).is_some_and(|rest| rest.ends_with('.'));
        self.wanted.iter().any(|w| w.0 == channel && w.1.as_deref().is_none_or(fits))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn channels_and_filters() {
        let mut d = Dump::default();
        assert_eq!(d.add("bytecode:f,events"), Ok(()));
        assert!(d.wants(Channel::Bytecode, "f") && d.wants(Channel::Bytecode, "C.f"));
        assert!(!d.wants(Channel::Bytecode, "g") && !d.wants(Channel::Bytecode, "ff"));
        assert!(d.wants(Channel::Events, "g") && !d.has(Channel::Asm));
        assert!(d.has(Channel::Bytecode) && !d.has_all(Channel::Bytecode) && d.has_all(Channel::Events));
        assert!(d.add("nonsense").is_err() && d.add("asm:").is_err());
    }
}
