//! What the server answers: successes and refusals by status, their headers, and streams.
//!
//! A call gives the one thing that all successes have, or an enum with a variant for each status; refusals are such an
//! enum too. These enums may get variants, so a status that is new breaks nobody, and one that is gone does.

use super::field::{self, Sides};
use super::types::spelled;
use super::{Changes, Weight};
use crate::model::{Api, Content, Operation, Reply, Streamed};

pub(super) fn compare(
    sides: Sides<'_>,
    was: &Operation,
    is: &Operation,
    subject: &str,
    changes: &mut Changes,
) {
    match (was.only_content(), is.only_content()) {
        (Some(old), Some(new)) => content(sides, old, new, "the answer", subject, changes),
        (Some(_), None) => {
            changes.push(Weight::Breaking, subject, "successes answer different things now, told by status");
        }
        (None, Some(_)) => {
            changes.push(Weight::Breaking, subject, "all successes answer the same now");
        }
        (None, None) => {}
    }
    let is_enum = was.only_content().is_none() && is.only_content().is_none();
    list(sides, &was.answers, &is.answers, ("the answer", is_enum), subject, changes);
    if !was.errors.is_empty() && is.errors.is_empty() {
        changes.push(Weight::Breaking, subject, "nothing is told any more about what refusals answer");
    } else {
        list(sides, &was.errors, &is.errors, ("the refusal", true), subject, changes);
    }
    streamed(sides, was.streamed.as_ref(), is.streamed.as_ref(), subject, changes);
}

/// Compares replies by their status. `what` is what they are called, and whether each is a variant of an enum.
fn list(
    sides: Sides<'_>,
    was: &[Reply],
    is: &[Reply],
    what: (&str, bool),
    subject: &str,
    changes: &mut Changes,
) {
    let (what, is_enum) = what;
    for old in was {
        let what = format!("{what} {}", told(old, was));
        match counterpart(old, was, is) {
            Some(new) => reply(sides, old, new, (&what, is_enum), subject, changes),
            None => {
                let weight = if is_enum { Weight::Breaking } else { Weight::Notice };
                changes.push(weight, subject, format!("{what} is gone"));
            }
        }
    }
    for new in is.iter().filter(|new| counterpart(new, is, was).is_none()) {
        let weight = if is_enum { Weight::Addition } else { Weight::Notice };
        changes.push(weight, subject, format!("{what} {} is new", told(new, is)));
    }
}

/// The reply on the other side: that with the same status which is preferred as well, or has the same media type.
fn counterpart<'a>(reply: &Reply, side: &[Reply], other: &'a [Reply]) -> Option<&'a Reply> {
    let mut same = other.iter().filter(|known| known.status == reply.status);
    if is_preferred(reply, side) {
        same.next()
    } else {
        same.skip(1).find(|known| known.media == reply.media)
    }
}

/// A reply by its status, and by its media type where the status has another one that is preferred.
fn told(reply: &Reply, side: &[Reply]) -> String {
    match &reply.media {
        Some(media) if !is_preferred(reply, side) => format!("{} as `{media}`", reply.status),
        _ => reply.status.to_string(),
    }
}

fn is_preferred(reply: &Reply, side: &[Reply]) -> bool {
    side.iter().find(|known| known.status == reply.status).is_some_and(|first| std::ptr::eq(first, reply))
}

fn reply(
    sides: Sides<'_>,
    old: &Reply,
    new: &Reply,
    what: (&str, bool),
    subject: &str,
    changes: &mut Changes,
) {
    let (what, is_enum) = what;
    // The status is the same, and the rest is for people.
    let Reply {
        status: _,
        description: _,
        content: old_content,
        media,
        headers,
        example: _,
        examples: _,
        place: _,
    } = old;
    if is_enum {
        content(sides, old_content, &new.content, what, subject, changes);
    }
    if let (Some(was), Some(is)) = (media, &new.media)
        && was != is
    {
        changes.push(Weight::Notice, subject, format!("{what} has another media type: `{was}` → `{is}`"));
    }
    let sides = Sides { to_server: false, ..sides };
    let header = format!("the header of {what}");
    field::compare_all(sides, headers, &new.headers, &header, subject, changes);
}

fn content(sides: Sides<'_>, old: &Content, new: &Content, what: &str, subject: &str, changes: &mut Changes) {
    let (was, is) = (in_words(sides.old, old), in_words(sides.new, new));
    if was != is {
        changes.push(Weight::Breaking, subject, format!("{what} is of another type: {was} → {is}"));
    }
    if let (Content::Events { until: was, .. }, Content::Events { until: is, .. }) = (old, new)
        && was != is
    {
        changes.push(Weight::Notice, subject, format!("{what} ends with another event"));
    }
}

fn in_words(api: &Api, content: &Content) -> String {
    match content {
        Content::Empty => "nothing".to_owned(),
        Content::Json(ty) => spelled(api, ty),
        Content::Text => "text".to_owned(),
        Content::Bytes => "bytes".to_owned(),
        Content::Events { ty, until: _ } => format!("events of {}", spelled(api, ty)),
        Content::JsonLines(ty) => format!("lines of {}", spelled(api, ty)),
    }
}

fn streamed(
    sides: Sides<'_>,
    was: Option<&Streamed>,
    is: Option<&Streamed>,
    subject: &str,
    changes: &mut Changes,
) {
    match (was, is) {
        (None, None) => {}
        (None, Some(_)) => changes.push(Weight::Addition, subject, "the answer can be had as a stream now"),
        (Some(_), None) => {
            changes.push(Weight::Breaking, subject, "the answer cannot be had as a stream any more");
        }
        (Some(old), Some(new)) => {
            let Streamed { content: old_content, media, with, place: _ } = old;
            content(sides, old_content, &new.content, "the stream", subject, changes);
            if *media != new.media || *with != new.with {
                changes.push(Weight::Notice, subject, "the stream is asked for in another way");
            }
        }
    }
}
