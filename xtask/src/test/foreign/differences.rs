//! Where clients of others are not what the spec of the reference API says, and why: their samples are as the spec has
//! them, and do not run with these clients, or have other types than theirs.

use std::collections::BTreeMap;

/// A reason, and the operations for which it holds.
pub(super) type Difference = (&'static str, &'static [&'static str]);

const NO_METHOD: Difference = (
    "the client has no such method",
    &[
        "addIpList",
        "deleteIpListById",
        "exchangeToken",
        "frontChannelAuth",
        "frontChannelLogout",
        "getManagementToken",
        "openIdConfiguration",
    ],
);

const CREDENTIALS: Difference = (
    "the client leaves its credentials to the caller of this method",
    &["exchangeTokenSetWithQrCodeTicket", "signInByCredentials"],
);

/// What the client for Node.js does otherwise.
pub(super) const NODE: [Difference; 2] = [NO_METHOD, CREDENTIALS];

/// What the client for Node.js declares otherwise.
pub(super) const NODE_TYPES: [Difference; 2] = [
    NO_METHOD,
    (
        "the client takes the arguments of this method one by one",
        &["introspectToken", "removeCredential", "revokeToken"],
    ),
];

/// What the client for Python does otherwise.
pub(super) const PYTHON: [Difference; 4] = [
    NO_METHOD,
    CREDENTIALS,
    (
        "the client writes `True` and `False` into queries",
        &[
            "getDepartmentList",
            "getGroup",
            "getLoginHistory",
            "getProfile",
            "getUser",
            "getUserBatch",
            "listGroupMembers",
            "listGroups",
            "listRoleMembers",
        ],
    ),
    ("the client calls an argument of this method otherwise", &["removeCredential"]),
];

/// The reason why the sample of an operation is not for this client.
pub(super) fn reason(known: &[Difference], operation: &str) -> Option<&'static str> {
    known.iter().find(|(_, operations)| operations.contains(&operation)).map(|(reason, _)| *reason)
}

/// What came of samples: how many did well, and how many did not for which reason.
pub(super) fn told(well: usize, reasons: &[&str]) -> String {
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    for reason in reasons {
        *counted.entry(reason).or_default() += 1;
    }
    let told = counted.iter().map(|(reason, count)| format!("; {count} not, since {reason}"));
    format!("{well} of {}{}", well + reasons.len(), told.collect::<String>())
}
