package dev.rehearsal.scenarios.raft;

import dev.rehearsal.scenario.Variant;

import io.vavr.collection.Vector;

/**
 * The planted bugs. Each is a condition at the one place that makes it; {@code has(Bug.…)} finds
 * it.
 *
 * <p>What a leader takes to be on a follower's disk it never sends again. So where a bug makes it
 * count on entries that the follower has not, or has no more, the follower may also stay behind for
 * good: then {@code servers-agree} fails, and with too few others {@code answers}. A leader that no
 * majority of its term has elected may lack what is committed, so that {@code leader-completeness}
 * can fail where {@code election-safety} could.
 *
 * <p>The vote before the vote (9.6) and the silence towards whoever calls an election while there
 * is a leader (4.2.3) each keep a server that cannot hear the leader from disturbing it; a bug that
 * lacks one of them alone disturbs nobody. Leases trust in the second (6.4.1): without it {@code
 * linearizable} may fail too.
 */
enum Bug {
    VOTE_NOT_PERSISTED(
            "vote-not-persisted",
            "a server that restarts has forgotten whom it voted for",
            "R1",
            "election-safety",
            "the crash of a voter between two requests of one term",
            "Ongaro and Ousterhout 2014; akka-raft#56"),
    TERM_NOT_PERSISTED(
            "term-not-persisted",
            "a server that restarts has forgotten its term",
            "R2",
            "election-safety, leader-completeness",
            "a crash, and an old candidate returns",
            "known in the trade"),
    VOTES_WITHOUT_LOG_CHECK(
            "votes-without-log-check",
            "a vote is granted to a candidate whose log is behind",
            "R3",
            "leader-completeness",
            "a partition, then a candidate with a short log",
            "akka-raft#29, #30, #51"),
    COUNTS_VOTES_TWICE(
            "counts-votes-twice",
            "a vote that is delivered again is counted again",
            "R4",
            "election-safety, leader-completeness",
            "one message that is delivered again",
            "akka-raft#45"),
    COUNTS_OLD_VOTES(
            "counts-old-votes",
            "votes of an earlier term are counted",
            "R5",
            "election-safety",
            "a reply that comes late, over two elections",
            "xnnyygn/xraft#33; andreev-io/little-raft#44"),
    COMMITS_OLD_TERMS(
            "commits-old-terms",
            "entries of earlier terms are committed by counting who has them",
            "R6",
            "leader-completeness",
            "three changes of the leader, by crashes or partitions",
            "Ongaro and Ousterhout 2014, figure 8; logcabin#44"),
    ALWAYS_TRUNCATES(
            "always-truncates",
            "a follower cuts its log with each message, also where it fits",
            "R7",
            "leader-completeness, servers-agree",
            "entries that come late or again",
            "known in the trade"),
    COMMITS_UNSEEN(
            "commits-unseen",
            "a follower commits what the leader has, though it has something else there",
            "R8",
            "state-machine-safety",
            "an entry that differs and was not replaced yet",
            "known in the trade"),
    CREDITS_WHAT_WAS_SENT(
            "credits-what-was-sent",
            "a reply to an earlier message counts for all that was sent since",
            "R9",
            "leader-completeness, servers-agree",
            "a message with entries is lost, and an earlier one is answered",
            "known in the trade"),
    CHANGES_BEFORE_NO_OP(
            "changes-before-no-op",
            "a leader changes the configuration before it has committed an entry of its term",
            "R10",
            "leader-completeness",
            "four servers, two changes, a partition",
            "Ongaro, raft-dev 2015; Amos and Zhang 2015"),
    READS_UNCONFIRMED(
            "reads-unconfirmed",
            "a leader answers reads without asking whether it still leads",
            "R13",
            "linearizable",
            "a partition, and a client that stays with the minority",
            "redisraft#19, #22"),
    READS_BEFORE_NO_OP(
            "reads-before-no-op",
            "a leader answers reads before it knows what is committed",
            "R14",
            "linearizable",
            "a change of the leader, and a read",
            "etcd#7331"),
    LEASE_ON_WALL_CLOCK(
            "lease-on-wall-clock",
            "a lease runs on the wall clock, which can be set back",
            "R15",
            "linearizable",
            "a clock that jumps back at a leader that is cut off",
            "Ongaro 2014, 6.4.1"),
    LEADER_COUNTS_EARLY(
            "leader-counts-early",
            "a leader counts itself for an entry that is not on its disk yet",
            "R16",
            "leader-completeness",
            "a loss of power before the sync",
            "etcd#14370"),
    ACKNOWLEDGES_EARLY(
            "acknowledges-early",
            "a follower acknowledges entries that are not on its disk yet",
            "R17",
            "leader-completeness, servers-agree, answers",
            "a loss of power before the sync",
            "etcd#14140, #14143"),
    COMPACTS_EARLY(
            "compacts-early",
            "the log forgets entries before the snapshot that holds them is durable",
            "R18",
            "replicas-recover, answers",
            "a crash between the two",
            "etcd#10508, for its family"),
    INSTALL_DROPS_SUFFIX(
            "install-drops-suffix",
            "installing a snapshot drops the whole log, also what goes on behind it",
            "R20",
            "leader-completeness, servers-agree",
            "a snapshot that comes late, to a follower that has more by then",
            "redisraft#17, #18, #28, #43, #44, for its family"),
    NO_SESSIONS(
            "no-sessions",
            "a request that comes again is executed again",
            "R21",
            "exactly-once",
            "an answer that is lost, and the client asks again",
            "Ongaro 2014, 6.3"),
    NO_PRE_VOTE(
            "no-pre-vote",
            "nobody asks before an election, nor ignores one while there is a leader",
            "R22",
            "answers, linearizable",
            "a server that can send and cannot receive",
            "Howard and Abraham 2020; Jensen et al. 2021"),
    NO_CHECK_QUORUM(
            "no-check-quorum",
            "a leader that hears nobody stays leader",
            "R23",
            "answers",
            "a leader that can send and cannot receive",
            "Cloudflare 2020"),
    ANY_RPC_IS_LIFE(
            "any-rpc-is-life",
            "a server waits again before it calls an election when it hears anything",
            "R24",
            "answers",
            "load alone",
            "known in the trade"),
    STEP_DOWN_FORGETS_VOTE(
            "step-down-forgets-vote",
            "a server that steps down within a term forgets whom it voted for",
            "R25",
            "election-safety",
            "a request for votes that comes late",
            "microsoft/CCF#8091, #8094; eliben/raft#27; camunda#5356");

    private final Variant variant;

    Bug(String name, String summary, String id, String properties, String trigger, String source) {
        variant =
                new Variant(name, summary)
                        .known(id, Vector.of(properties.split(", ")), trigger, source);
    }

    Variant variant() {
        return variant;
    }
}
