"""`make bench`: what our pages cost, measured against an empty view of the same site.

How it measures. For each database (SQLite always, PostgreSQL when it answers) it makes a data
folder and a database of its own with 55,410 made-up bookmarks in one collection, and starts the
site on it as it runs in earnest: granian, one process with one thread, DEBUG off. Then it goes
round: two seconds of the empty view, two of the collection page, and so on, and round again, eight
times; what the machine does meanwhile falls on all, and a median over rounds forgets a bad one.
Before the first round each is asked for half a second that is not counted. Two connections stay
open and each sends its next request when it has its answer, so that the server is never idle.

What it says. `…_rps` is answers per second. `…_vs_empty` is a page's rate over the empty view's
in the same round, the median over the rounds: 0.25 means that a page costs what four empty answers
cost. The empty view passes through every middleware and does nothing. Ratios travel between
machines, rates do not. `…_work_ms` is the processor time of the web server for one answer, without
the database server's, and `…_work_times_empty` how many empty answers that would make: what a busy
machine leaves nearly as it is. p50 and p99 are waiting times as a client sees them; with two
connections at one thread, half of each is queueing.

`collection_page` is what readers mostly get: a page that is kept until something on it changes.
`…_fresh` is the same page made anew each time.

The client is a few lines on a socket: at a tenth of a millisecond a request it does not measure
itself, where httpx takes a millisecond and locust more.

The people. A large site with a graph of follows on it; see `benchmarks/followers.py`.
`following_5000_vs_collection` is the wait for the page "Following" of somebody who follows 5,000
collections, over the wait for one collection's page that is made anew.

The drain. Then a site of its own gets 55,410 due links, on a thousand sites that answer after 200
milliseconds (a process of ours, one address each), and fetcher and beat are started as the launcher
starts them. `drain_links_per_s` is from the start to the last link; `drain_work_ms` their processor
time for a link, which a busy machine leaves as it is; `drain_memory_mb` what their processes
hold in memory at the worst moment, what they share counted once (`drain_rss_mb`: each time, as `ps`
does). Meanwhile somebody saves a page every
other second: `fresh_save_excerpt_s` is the median wait until its excerpt is there, with the worst
beside it. In the end every link must have been read and every page asked for once.
"""
