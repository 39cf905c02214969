//! Facets beside causes: how an incident was noticed, and what ended it.

use schemars::JsonSchema;
use serde::Serialize;

macro_rules! facet {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal, $title:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
        #[serde(rename_all = "kebab-case")]
        pub enum $name { $($(#[$variant_doc])* $variant,)+ }

        impl $name {
            /// All of them.
            pub const ALL: &[$name] = &[$($name::$variant,)+];

            /// Returns the word that reports use.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word,)+ }
            }

            /// Returns the words that pages show.
            pub fn title(self) -> &'static str {
                match self { $($name::$variant => $title,)+ }
            }

            /// Reads the word that reports use.
            pub fn from_word(word: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|facet| facet.as_str() == word)
            }
        }
    };
}

facet! {
    /// How an incident was noticed.
    Detection {
        /// An alert on a metric or a log.
        Monitoring = "monitoring", "Monitoring";
        /// A probe that behaves like a user.
        Synthetic = "synthetic", "Synthetic check";
        /// A customer said so.
        Customer = "customer", "Customer report";
        /// Support staff noticed.
        Support = "support", "Support team";
        /// A colleague who uses the product noticed.
        InternalUser = "internal-user", "Internal user";
        /// A vendor, partner or researcher said so.
        ThirdParty = "third-party", "Third party";
        /// A review or an audit found it.
        Audit = "audit", "Audit";
        /// Somebody happened to look.
        Chance = "chance", "Chance";
    }
}

facet! {
    /// What ended the impact.
    Mitigation {
        /// The last change was taken back.
        Rollback = "rollback", "Rollback";
        /// A corrected version went out.
        FixForward = "fix-forward", "Fix forward";
        /// A setting was changed.
        ConfigChange = "config-change", "Configuration change";
        /// Something was restarted.
        Restart = "restart", "Restart";
        /// Work moved to a standby.
        Failover = "failover", "Failover";
        /// Capacity was added.
        Scale = "scale", "Scaling";
        /// Traffic was sent elsewhere.
        TrafficShift = "traffic-shift", "Traffic shift";
        /// Data came back from a backup.
        Restore = "restore", "Restore from backup";
        /// A vendor or partner fixed it.
        VendorFix = "vendor-fix", "Fix by a vendor";
        /// It went away by itself.
        SelfRecovered = "self-recovered", "Recovered by itself";
    }
}
