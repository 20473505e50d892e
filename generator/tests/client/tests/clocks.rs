//! Clocks that disagree: what a server says about time is held against its own clock, or counted from when it was said.

use std::time::{Duration, Instant, SystemTime};

use client_e2e::{Answer, Server};
use serde_json::json;

use crate::support::{SYSTEM, admin, answer, is_token, one_user, user};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// A refusal at `clock` that asks for patience until `wait` later.
fn busy(clock: SystemTime, wait: Duration) -> Answer {
    let date = httpdate::fmt_http_date;
    Answer::json(503, "").header("date", date(clock)).header("retry-after", date(clock + wait))
}

#[tokio::test]
async fn a_server_that_is_a_day_ahead_or_behind_is_waited_for_as_long_as_it_means() {
    let now = SystemTime::now();
    for clock in [now + DAY, now - DAY] {
        let server = Server::script([busy(clock, Duration::from_secs(1)), Answer::json(200, SYSTEM)]);
        let began = Instant::now();
        user(&server).get_system_info().send().await.unwrap();
        assert!(began.elapsed() >= Duration::from_secs(1));
        let server = Server::with(move |_| busy(clock, DAY));
        let error = user(&server).get_system_info().send().await.unwrap_err();
        assert_eq!((error.retry_after(), server.requests().len()), (Some(DAY), 1));
    }
}

#[tokio::test]
async fn a_date_that_has_passed_is_no_wait() {
    let date = httpdate::fmt_http_date(SystemTime::now() - DAY);
    for date in [date.as_str(), "Thu, 01 Jan 1970 00:00:00 GMT", "Sunday, 06-Nov-94 08:49:37 GMT"] {
        let server =
            Server::script([Answer::json(503, "").header("retry-after", date), Answer::json(200, SYSTEM)]);
        user(&server).get_system_info().send().await.unwrap();
        assert_eq!(server.requests().len(), 2);
    }
}

#[tokio::test]
async fn the_life_of_a_token_is_counted_from_when_it_came() {
    // Its claim says that it expired in 1970 or expires in 2286; `date` is a day off; only the seconds of its life count.
    for (claim, clock) in
        [("eyJleHAiOjF9", SystemTime::now() + DAY), ("eyJleHAiOjk5OTk5OTk5OTl9", SystemTime::now() - DAY)]
    {
        let token = format!("h.{claim}.t");
        let date = httpdate::fmt_http_date(clock);
        let server = Server::with(move |request| match is_token(request) {
            true => {
                let data = json!({"access_token": token, "expires_in": 7200});
                answer(json!({"statusCode": 200, "data": data})).header("date", date.clone())
            }
            false => one_user("u").header("date", date.clone()),
        });
        let admin = admin(&server);
        for _ in 0..3 {
            admin.get_user("u").send().await.unwrap();
        }
        assert_eq!(server.requests().iter().filter(|sent| is_token(sent)).count(), 1);
    }
}
