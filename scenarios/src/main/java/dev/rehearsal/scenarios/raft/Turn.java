package dev.rehearsal.scenarios.raft;

import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.disk.Cell;
import dev.rehearsal.draw.Draw;
import dev.rehearsal.history.model.Answer;
import dev.rehearsal.scenarios.raft.RaftMessage.SessionMessage;
import dev.rehearsal.scenarios.raft.ReplicaState.Patience;
import dev.rehearsal.scenarios.raft.ReplicaState.Storage;
import dev.rehearsal.scenarios.raft.ReplicaState.Vote;

import io.vavr.collection.Vector;
import io.vavr.control.Option;

import java.time.Duration;
import java.time.Instant;

/**
 * A server's state while it handles one message, and what all its roles do with it. The fields are
 * those of {@link ReplicaState}.
 *
 * <p>Nothing leaves for another server before a new term or vote is durable.
 */
final class Turn {

    private static final Cell<Vote> VOTE = Cell.of("vote", Vote.class);

    final Replica replica;
    final String self;
    final Context<RaftMessage> context;
    final Duration now;
    int currentTerm;
    Option<String> votedFor;
    Log log;
    int commitIndex;
    Machine machine;
    Snapshot snapshot;
    Role role;
    Option<String> leader;
    Patience patience;
    Storage storage;
    private boolean isVoteNew;

    Turn(Replica replica, ReplicaState state, Context<RaftMessage> context) {
        this.replica = replica;
        this.self = replica.self();
        this.context = context;
        this.now = context.monotonic();
        currentTerm = state.currentTerm();
        votedFor = state.votedFor();
        log = state.log();
        commitIndex = state.commitIndex();
        machine = state.machine();
        snapshot = state.snapshot();
        role = state.role();
        leader = state.leader();
        patience = state.patience();
        storage = state.storage();
    }

    /**
     * The first turn: it asks what is on the disk. Whether it had promised a leader to vote for
     * nobody else it does not know; so where leaders trust in that it acts as if it had heard from
     * one just now (6.4.1).
     */
    static ReplicaState begin(Replica replica, Context<RaftMessage> context) {
        ActorRef<LogActor.Message> log = ActorRef.to(Raft.log(replica.self()));
        ActorRef<SnapshotActor.Message> snapshots = ActorRef.to(Raft.snapshots(replica.self()));
        Tuning tuning = replica.tuning();
        Duration now = context.monotonic();
        context.monitor(log);
        context.monitor(snapshots);
        context.send(log, new LogActor.Message.Load());
        context.send(snapshots, new SnapshotActor.Message.Load());
        return ReplicaState.recovering(
                VOTE.recover(context.disk()).getOrElse(Vote.NONE),
                replica.born(),
                new Patience(
                        tuning.leases() ? now : now.minus(tuning.timeoutMin()),
                        now,
                        tuning.timeoutMax(),
                        0),
                log);
    }

    /** The state after the turn. */
    ReplicaState end() {
        persist();
        return new ReplicaState(
                currentTerm,
                votedFor,
                log,
                commitIndex,
                machine,
                snapshot,
                role,
                leader,
                patience,
                storage);
    }

    Tuning tuning() {
        return replica.tuning();
    }

    boolean has(Bug bug) {
        return replica.bug().contains(bug);
    }

    // --------------------------------------------------------------------------- term and vote

    void term(int term, Option<String> vote) {
        isVoteNew |= term != currentTerm || !vote.equals(votedFor);
        currentTerm = term;
        votedFor = vote;
    }

    private void persist() {
        if (isVoteNew) {
            isVoteNew = false;
            VOTE.write(
                    context.disk(),
                    new Vote(
                            has(Bug.TERM_NOT_PERSISTED) ? 0 : currentTerm,
                            has(Bug.VOTE_NOT_PERSISTED) ? Option.none() : votedFor));
        }
    }

    /** Follows in a term, which is at least the present one (3.3). */
    void stepDown(int term) {
        if (term > currentTerm || has(Bug.STEP_DOWN_FORGETS_VOTE)) {
            term(term, Option.none());
        }
        if (role instanceof Role.Leader) {
            context.cancel(new RaftMessage.HeartbeatDue());
            restartElectionTimer();
        }
        role = Role.Follower.NEW;
        leader = Option.none();
    }

    // --------------------------------------------------------------------------------- patience

    /** Has heard from the leader, or has voted: whoever may call an election waits again. */
    void wait(Duration heardAt) {
        patience = new Patience(heardAt, now, patience.timeout(), patience.draws());
    }

    /** Waits for another time before it calls an election. */
    void restartElectionTimer() {
        int draws = patience.draws() + 1;
        long least = tuning().timeoutMin().toNanos();
        long more =
                Draw.seed(tuning().dice())
                        .in(self)
                        .in(currentTerm)
                        .in(draws)
                        .below(tuning().timeoutMax().toNanos() - least);
        Duration timeout = Duration.ofNanos(least + more);
        patience = new Patience(patience.heardAt(), now, timeout, draws);
        context.timer(new RaftMessage.ElectionTimeout(), timeout);
    }

    /** Whether it leads, or has heard from a leader so lately that none is needed (4.2.3). */
    boolean hasLeader() {
        return role instanceof Role.Leader
                || now.minus(patience.heardAt()).compareTo(tuning().timeoutMin()) < 0;
    }

    /** The clock of leases. */
    Duration clock() {
        return has(Bug.LEASE_ON_WALL_CLOCK) ? Duration.between(Instant.EPOCH, context.now()) : now;
    }

    // ----------------------------------------------------------------------------------- the log

    /** Whether these servers, each counted once, are more than half of the voters. */
    boolean isMajority(Vector<String> votes) {
        Vector<String> voters = log.latest().voters();
        return 2 * votes.count(voters::contains) > voters.size();
    }

    /** Up to where the own log counts as safe on disk. */
    int durableIndex() {
        return has(Bug.ACKNOWLEDGES_EARLY) && role instanceof Role.Follower
                        || has(Bug.LEADER_COUNTS_EARLY) && role instanceof Role.Leader
                ? log.lastIndex()
                : storage.durableIndex();
    }

    /** Writes entries in the place of all from an index on; the log has them already. */
    void write(int index, Vector<Entry> entries) {
        storage = storage.writes(index, log.lastIndex());
        context.send(storage.log(), new LogActor.Message.Append(storage.ticket(), index, entries));
    }

    /** Writes the whole log, of which the beginning is another one now. */
    void rewrite() {
        storage = storage.writes(log.baseIndex() + 1, log.lastIndex());
        context.send(storage.log(), new LogActor.Message.Replace(storage.ticket(), log));
    }

    /** Applies what is committed, and answers the clients if it leads (3.5). */
    void apply() {
        int last = Math.min(commitIndex, log.lastIndex());
        while (machine.applied() < last) {
            Command command = log.at(machine.applied() + 1).command();
            machine = machine.apply(command, replica.bug());
            if (role instanceof Role.Leader && command instanceof Command.Request request) {
                answer(request);
            }
        }
        Snapshots.takeIfDue(this);
    }

    private void answer(Command.Request request) {
        machine.session(request.client(), request.number())
                .filter(session -> session.number() == request.number())
                .forEach(session -> tell(request.client(), request.number(), session.answer()));
    }

    // -------------------------------------------------------------------------------- messages

    void send(String server, RaftMessage.Rpc message) {
        persist();
        context.send(replica.servers().get(server).get(), message);
    }

    void tell(String client, int number, Answer<Integer> answer) {
        toSessions(new SessionMessage.Told(client, number, answer));
    }

    void redirect(String client, int number) {
        toSessions(new SessionMessage.Redirected(client, number, leader));
    }

    void welcome() {
        toSessions(new SessionMessage.Welcome());
    }

    private void toSessions(SessionMessage message) {
        persist();
        context.send(ActorRef.<SessionMessage>to(Raft.sessions(self)), message);
    }
}
