//! The forms that times take in reports, as one table.

use super::{Clock, PartialDate, Reading, exact, read_at_start};

/// Prints a reading the way the tables write it: `~2021-06-22 08:21..08:24 UTC`.
fn shown(reading: &Reading) -> String {
    let mut parts = Vec::new();
    if reading.is_unknown {
        parts.push("unknown".to_owned());
    }
    parts.extend(reading.weekday.map(|day| day.to_string()));
    parts.extend(reading.date.map(|date| day(&date)));
    parts.extend(reading.clock.map(clock));
    let mut text = parts.join(" ");
    if let Some(until) = &reading.until {
        let end = [until.date.map(|date| day(&date)), until.clock.map(clock)];
        text += &format!(
            "..{}",
            end.into_iter().flatten().collect::<Vec<_>>().join(" ")
        );
    }
    if let Some(zone) = &reading.zone {
        text += &format!(" {}", zone.written);
    }
    for typo in &reading.typos {
        text += &format!(" !{typo:?}");
    }
    format!("{}{text}", if reading.is_approximate { "~" } else { "" })
}

fn day(date: &PartialDate) -> String {
    let year = date.year.map_or("????".to_owned(), |year| year.to_string());
    let month = date
        .month
        .map_or(String::new(), |month| format!("-{month:02}"));
    let day = date.day.map_or(String::new(), |day| format!("-{day:02}"));
    format!(
        "{year}{month}{day}{}",
        if date.is_order_open { "?" } else { "" }
    )
}

fn clock(clock: Clock) -> String {
    let part = |part: Option<u32>| part.map_or(String::new(), |part| format!(":{part:02}"));
    format!(
        "{:02}{}{}",
        clock.hour,
        part(clock.minute),
        part(clock.second)
    )
}

/// Compares readings, one a line: `text => what is read => words after it`.
fn check(rows: &str) {
    let mut wrong = Vec::new();
    for row in rows
        .lines()
        .map(str::trim_start)
        .filter(|row| !row.is_empty())
    {
        let mut columns = row
            .splitn(3, "=>")
            .map(|column| column.strip_suffix(' ').unwrap_or(column));
        let text = columns.next().unwrap_or_default();
        let expected = columns.next().unwrap_or_default().trim();
        let rest = columns.next().unwrap_or_default().trim();
        let reading = read_at_start(text, None);
        let found = reading.as_ref().map(shown).unwrap_or_default();
        let after = reading.map_or("", |reading| &text[reading.rest..]);
        if (found.as_str(), after.trim_end()) != (expected, rest) {
            wrong.push(format!("{text:?}: {found:?} then {after:?}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn dates_and_clocks_start_an_entry() {
    check(
        r#"
        2021-06-22 08:21 Alert => 2021-06-22 08:21 => Alert
        2021-06-22T08:21 Alert => 2021-06-22 08:21 => Alert
        2021-06-22T08:21:33Z Alert => 2021-06-22 08:21:33 Z => Alert
        2021-06-22T08:21:33.128Z: Alert => 2021-06-22 08:21:33 Z => Alert
        2024-03-02T09:14:00+01:00 Alert => 2024-03-02 09:14:00 +01:00 => Alert
        2024-03-02 09:14 -0800 Alert => 2024-03-02 09:14 -0800 => Alert
        2021-06-22, 08:21 - Alert => 2021-06-22 08:21 => Alert
        2021-06-22 - 08:21 - Alert => 2021-06-22 08:21 => Alert
        2021-06-22 at 08:21: Alert => 2021-06-22 08:21 => Alert
        2021-06-22 @ 08:21 Alert => 2021-06-22 08:21 => Alert
        2021-06-22 8:4 Alert => 2021-06-22 => 8:4 Alert
        2021-06-22 8:40 Alert => 2021-06-22 08:40 => Alert
        2021-06-22 - Alert => 2021-06-22 => Alert
        2021-06-22: Alert => 2021-06-22 => Alert
        2021/06/22 08:21 Alert => 2021-06-22 08:21 => Alert
        2021.06.22 08:21 Alert => 2021-06-22 08:21 => Alert
        20210622T0821Z Alert => 2021-06-22 08:21 Z => Alert
        2024-03-02T09:14-08:00 Alert => 2024-03-02 09:14 -08:00 => Alert
        20210622 Alert => 2021-06-22 => Alert
        2021-06-22 1600 => 2021-06-22 16:00 =>
        2021-06-22 1600 - Alert => 2021-06-22 16:00 => Alert
        2021-06-22 1600 users => 2021-06-22 => 1600 users
        2021-06 - Alert => 2021-06 => Alert
        10/14/2022 - Report => 2022-10-14 => Report
        20/07/2021 10:15 - Report => 2021-07-20 10:15 => Report
        03/04/2021 10:15 - Report => 2021-03-04? 10:15 => Report
        04/04/2021 10:15 - Report => 2021-04-04 10:15 => Report
        4/21/23 Report => 2023-04-21 => Report
        4/21 10:15 Report => ????-04-21 10:15 => Report
        01-05-2024 - Report => 2024-01-05? => Report
        04-26-2024 - Report => 2024-04-26 => Report
        02-13-2025 11:00 pm - Report => 2025-02-13 23:00 => Report
        13.05.2021 10:15 Uhr Meldung => 2021-05-13 10:15 => Meldung
        01.05.2021, 10:15 - Meldung => 2021-05-01 10:15 => Meldung
        15 December 2024, 03:53 (UTC) Report => 2024-12-15 03:53 UTC => Report
        15 Dec 2024 03:53 Report => 2024-12-15 03:53 => Report
        15-Dec-2024 03:53 Report => 2024-12-15 03:53 => Report
        15Dec2024 03:53 Report => 2024-12-15 03:53 => Report
        15th of December 2024 - Report => 2024-12-15 => Report
        3rd of May: Report => ????-05-03 => Report
        June 14th, 2022, 10:00 AM: Report => 2022-06-14 10:00 => Report
        June 14, 2022 10:00:30 PM Report => 2022-06-14 22:00:30 => Report
        Jan 14, 10:18 AM Report => ????-01-14 10:18 => Report
        Jan. 14 10:18 - Report => ????-01-14 10:18 => Report
        Feb 20 2018 14:17 => 2018-02-20 14:17 =>
        November 11, 4:02 PM UTC - Slow => ????-11-11 16:02 UTC => Slow
        Sept 5, 2019 @ 14:00 ET - Slow => 2019-09-05 14:00 ET => Slow
        Tuesday 14 June 2022 10:00 Slow => Tue 2022-06-14 10:00 => Slow
        Tue, 14 Jun 2022 10:00:00 GMT Slow => Tue 2022-06-14 10:00:00 GMT => Slow
        Tuesday, 10:00 - Slow => Tue 10:00 => Slow
        2022-06-14 (Tue) 10:00 Slow => Tue 2022-06-14 10:00 => Slow
        Monday the 3rd of February 2020 - Slow => Mon 2020-02-03 => Slow
        May 2022 - Slow => 2022-05 => Slow
        14. Februar 2021, 10:15 - langsam => 2021-02-14 10:15 => langsam
        14 février 2021 14h30 : lent => 2021-02-14 14:30 => lent
        14 de febrero de 2021 14:30 - lento => 2021-02-14 14:30 => lento
        12 mars 2021 - lent => 2021-03-12 => lent
        2021年7月20日 10時30分 障害発生 => 2021-07-20 10:30 => 障害発生
        10時30分障害発生 => 10:30 => 障害発生
        "#,
    );
}

#[test]
fn clocks_start_an_entry() {
    check(
        r#"
        08:21 Alert => 08:21 => Alert
        8:21 Alert => 08:21 => Alert
        08:21 - Alert => 08:21 => Alert
        08:21 – Alert => 08:21 => Alert
        08:21 — Alert => 08:21 => Alert
        08:21: Alert => 08:21 => Alert
        08:21 | Alert => 08:21 => Alert
        08:21 -- Alert => 08:21 => Alert
        08:21 -> Alert => 08:21 => Alert
        08:21, Alert => 08:21 => Alert
        08:21. Alert => 08:21 => Alert
        08:21 &ndash; Alert => 08:21 => Alert
        08:21 \- Alert => 08:21 => Alert
        08:21 - -5% traffic => 08:21 => -5% traffic
        08:21 - ~5% traffic => 08:21 => ~5% traffic
        09:15:04 UTC Alert => 09:15:04 UTC => Alert
        09:15:04.120 Alert => 09:15:04 => Alert
        7:56am Alert => 07:56 => Alert
        11:39AM => 11:39 =>
        07:30am - First report => 07:30 => First report
        11:00 AM => 11:00 =>
        1:10 p.m. ET - Alert => 13:10 ET => Alert
        12:05 am Alert => 00:05 => Alert
        12:05 pm Alert => 12:05 => Alert
        10am Alert => 10 => Alert
        10 AM PST: Alert => 10 PST => Alert
        13:55 PM Alert => 13:55 !Meridiem => Alert
        15.30 - Alert => 15:30 => Alert
        15.30: Alert => 15:30 => Alert
        9.30am Alert => 09:30 => Alert
        14h30 - Alert => 14:30 => Alert
        14h30 Alert => 14:30 => Alert
        14 Uhr Alert => 14 => Alert
        1530Z Alert => 15:30 Z => Alert
        1530 UTC - Alert => 15:30 UTC => Alert
        1530 hrs Alert => 15:30 => Alert
        0915 - Alert => 09:15 => Alert
        noon - Alert => 12:00 => Alert
        Midnight: Alert => 00:00 => Alert
        24:00 Alert => 24:00 => Alert
        08:21Z Alert => 08:21 Z => Alert
        08:21 UTC+2 Alert => 08:21 UTC+2 => Alert
        08:21 UTC-05:00 Alert => 08:21 UTC-05:00 => Alert
        08:21 UTC - 3 pods => 08:21 UTC => 3 pods
        08:21 UTC -3 pods => 08:21 UTC => 3 pods
        08:21 GMT+1 Alert => 08:21 GMT+1 => Alert
        08:21 CET (GMT+1) Alert => 08:21 CET => Alert
        08:21 (CEST): Alert => 08:21 CEST => Alert
        08:21 pst Alert => 08:21 pst => Alert
        08:21 PT - Alert => 08:21 PT => Alert
        08:21 Pacific Time - Alert => 08:21 Pacific Time => Alert
        08:21 Europe/London Alert => 08:21 Europe/London => Alert
        08:21 MET the team => 08:21 => MET the team
        08:21 UTC on 22 June 2021 - Alert => 2021-06-22 08:21 UTC => Alert
        08:21 2021-06-22 Alert => 2021-06-22 08:21 => Alert
        10:18 AM, Jan 14: Alert => ????-01-14 10:18 => Alert
        08:03 3/4 of the pods => 08:03 => 3/4 of the pods
        08:03 2 pods => 08:03 => 2 pods
        08:03 may 5 pods be enough? => 08:03 => may 5 pods be enough?
        2018-01-18 4:19 => 2018-01-18 04:19 =>
        "#,
    );
}

#[test]
fn ranges_have_an_end() {
    check(
        r#"
        8:20 - 8:24 => 08:20..08:24 =>
        8:20-8:24 Talk => 08:20..08:24 => Talk
        8:20 – 8:24: Talk => 08:20..08:24 => Talk
        8:20 to 8:24 Talk => 08:20..08:24 => Talk
        8:20 until 8:24 Talk => 08:20..08:24 => Talk
        8:20 -> 8:24 Talk => 08:20..08:24 => Talk
        17:02Z-17:05Z Talk => 17:02..17:05 Z => Talk
        17:02-17:05 UTC Talk => 17:02..17:05 UTC => Talk
        [17:45-18:00] Talk => 17:45..18:00 => Talk
        from 16:58 to 18:46 UTC: Talk => 16:58..18:46 UTC => Talk
        between 10:00 and 11:00 - Talk => 10:00..11:00 => Talk
        9:00-10:00am Talk => 09:00..10:00 => Talk
        11:30-1:00pm Talk => 11:30..13:00 => Talk
        1:00-2:30 PM Talk => 13:00..14:30 => Talk
        10-11am Talk => 10..11 => Talk
        ~13:30 - ~13:45 Talk => ~13:30..13:45 => Talk
        12:26-12:?? Talk => 12:26 !UnknownEnd => Talk
        12:26 - ??:?? Talk => 12:26 !UnknownEnd => Talk
        2021-06-22 08:21 - 09:10 Talk => 2021-06-22 08:21..09:10 => Talk
        2021-06-22 23:21 - 2021-06-23 01:10 Talk => 2021-06-22 23:21..2021-06-23 01:10 => Talk
        2021-02-01 - 2021-02-03: Talk => 2021-02-01..2021-02-03 => Talk
        10/14/2022 - 11/03/2022. Talk => 2022-10-14..2022-11-03? => Talk
        10–12 February 2021 - Talk => 2021-02-10..2021-02-12 => Talk
        May 3rd–5th, 2021: Talk => 2021-05-03..2021-05-05 => Talk
        May 3 - May 5, 2021: Talk => 2021-05-03..2021-05-05 => Talk
        May 3 - 5 pods died => ????-05-03 => 5 pods died
        Nov 11, 16:02 UTC - Nov 14, 15:02 UTC Talk => ????-11-11 16:02..????-11-14 15:02 UTC => Talk
        10:15 - 15 pods died => 10:15 => 15 pods died
        10:15 - May be over => 10:15 => May be over
        "#,
    );
}

#[test]
fn doubt_is_kept() {
    check(
        r#"
        ~13:30 Alert => ~13:30 => Alert
        \~13:30 Alert => ~13:30 => Alert
        ~ 13:30 Alert => ~13:30 => Alert
        ≈13:30 Alert => ~13:30 => Alert
        ca. 18:30 Alert => ~18:30 => Alert
        Around 18:30 Alert => ~18:30 => Alert
        Approx. 18:30 - Alert => ~18:30 => Alert
        at approximately 18:30 - Alert => ~18:30 => Alert
        about 10am - Alert => ~10 => Alert
        18:30 (approx) Alert => ~18:30 => Alert
        18:30 (maybe earlier?) Alert => ~18:30 => Alert
        18:30ish Alert => ~18:30 => Alert
        18:30? Alert => ~18:30 => Alert
        2021-06-22 ~08:21 Alert => ~2021-06-22 08:21 => Alert
        2021-06-22 around 08:21 Alert => ~2021-06-22 08:21 => Alert
        At 18:30 Alert => 18:30 => Alert
        On 3 February 2020 Alert => 2020-02-03 => Alert
        On Monday 3. February 2020, a planned => Mon 2020-02-03 => a planned
        --:-- Alert => unknown => Alert
        ??:?? - Alert => unknown => Alert
        2X:XX (not sure) Alert => unknown => Alert
        20202-02-03 11:21 Alert => ????-02-03 11:21 !Year => Alert
        11/03/202 - Release => ????-11-03? !Year => Release
        "#,
    );
}

#[test]
fn what_surrounds_a_time_is_taken_off() {
    check(
        r#"
        **16:58 UTC** - Alert => 16:58 UTC => Alert
        **16:58 UTC:** Alert => 16:58 UTC => Alert
        **16:58**: Alert => 16:58 => Alert
        __16:58__ Alert => 16:58 => Alert
        *16:58* - Alert => 16:58 => Alert
        _4/21/23_ => 2023-04-21 =>
        `16:58` Alert => 16:58 => Alert
        `[16:58]` Alert => 16:58 => Alert
        [16:58] Alert => 16:58 => Alert
        (16:58) Alert => 16:58 => Alert
        **[16:58]** Alert => 16:58 => Alert
        \[16:58\] Alert => 16:58 => Alert
        **16:58 - Alert** went off => 16:58 => Alert** went off
        [16:58](https://example.org) Alert => 16:58 => [16:58](https://example.org) Alert
        <b>16:58</b> Alert => 16:58 => Alert
        **16:58** (UTC) - Alert => 16:58 UTC => Alert
        **2021-06-22** 16:58 - Alert => 2021-06-22 16:58 => Alert
        **2021-06-22**: **16:58** Alert => 2021-06-22 16:58 => Alert
        2021-06-22: 10 alerts => 2021-06-22 => 10 alerts
        [16:58 Alert](https://example.org) => 16:58 => Alert](https://example.org)
        🔥 16:58 Alert => 16:58 => Alert
        🔥 **16:58 Alert** => 16:58 => Alert**
        &nbsp;16:58 Alert => 16:58 => Alert
        "#,
    );
    check("\u{a0}16:58\u{a0}– Alert => 16:58 => Alert");
    let text = "**16:58 - Alert** went off";
    let open = read_at_start(text, None).map(|reading| reading.carried);
    assert_eq!(open, Some(0..2));
    let text = "[16:58 Alert](https://example.org)";
    assert_eq!(
        read_at_start(text, None).map(|reading| reading.carried),
        Some(0..1)
    );
    let text = "🔥 **16:58 Alert**";
    assert_eq!(
        read_at_start(text, None).map(|reading| &text[reading.carried]),
        Some("🔥 **")
    );
}

#[test]
fn a_clock_counts_behind_what_is_left_of_a_date() {
    check(
        "/07/ at : 09:40 - noticed => 09:40 !LostDate => noticed
         /07. at : 12:35 - sent => 12:35 !LostDate => sent
         //2021 09:40 UTC: down => 09:40 UTC !LostDate => down",
    );
}

#[test]
fn what_only_looks_like_a_time_is_left_alone() {
    let mut wrong = Vec::new();
    for text in [
        "",
        "   ",
        "Alert at 10:15",
        "/07/ at night",
        "/ 10 pods",
        "10 pods were added",
        "10:15abc",
        "1:1 meeting",
        "16:9 screens",
        "10:75 odd",
        "25:10 odd",
        "2.50 GB of logs",
        "1.24.0 was released",
        "10.12.6.136 is down",
        "15.30 GB of logs",
        "3/4 of the pods",
        "24/7 support",
        "99.95% of requests",
        "2018 was a year",
        "502 errors",
        "5xx errors",
        "May the team rest",
        "March on",
        "Mon Dieu",
        "Second engineer",
        "Noone knew",
        "2021-13-45 odd",
        "2021-02-30 odd",
        "31/02/2021 odd",
        "(10:15 and then",
        "#395 merged",
        "HH:MM Event",
        "YYYY-MM-DD Event",
        "10:15%",
        "2021/06/22/report.md",
        "-",
        "--",
        "**",
        "Sun microsystems",
        "C. elegans",
    ] {
        let reading = read_at_start(text, None).filter(|r| r.date.is_some() || r.clock.is_some());
        wrong.extend(reading.map(|reading| format!("{text:?}: {}", shown(&reading))));
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn a_value_is_a_time_and_nothing_else() {
    for (text, expected) in [
        ("2021-07-20", "2021-07-20"),
        ("2021-07-21 09:40", "2021-07-21 09:40"),
        ("2021-07-21T09:40:00Z", "2021-07-21 09:40:00 Z"),
        ("2024-03-02T09:14:00+01:00", "2024-03-02 09:14:00 +01:00"),
        ("2017-01-31T23:30:00.123Z", "2017-01-31 23:30:00 Z"),
        ("2024-07-23 10:35:00 +0200", "2024-07-23 10:35:00 +0200"),
        (
            "2021-07-21 09:40 Europe/London",
            "2021-07-21 09:40 Europe/London",
        ),
        ("2021-07-21 09:40 PST", "2021-07-21 09:40 PST"),
        ("2021-07-21 09:40 (UTC)", "2021-07-21 09:40 UTC"),
        ("1628", "1628"),
        (" 1628 ", "1628"),
        ("2021-07", "2021-07"),
        ("1628-08-10", "1628-08-10"),
        ("20/07/2021", "2021-07-20"),
        ("July 20, 2021", "2021-07-20"),
        ("20 July 2021", "2021-07-20"),
        ("July 2021", "2021-07"),
        ("10:26", "10:26"),
        ("~13:30", "~13:30"),
        ("16:03 on the 5th", ""),
        ("yesterday", ""),
        ("2021-07-20 and later", ""),
        ("12345", ""),
    ] {
        let found = exact(text, None).as_ref().map(shown).unwrap_or_default();
        assert_eq!(found, expected, "{text:?}");
    }
}
