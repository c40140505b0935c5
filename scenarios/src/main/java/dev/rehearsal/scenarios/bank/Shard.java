package dev.rehearsal.scenarios.bank;

import dev.rehearsal.actor.Actor;
import dev.rehearsal.actor.ActorRef;
import dev.rehearsal.actor.Context;
import dev.rehearsal.disk.Journal;
import dev.rehearsal.scenarios.bank.BankMessage.Again;
import dev.rehearsal.scenarios.bank.BankMessage.Deposit;
import dev.rehearsal.scenarios.bank.BankMessage.Deposited;
import dev.rehearsal.scenarios.bank.BankMessage.Order;
import dev.rehearsal.scenarios.bank.BankMessage.Outcome;
import dev.rehearsal.scenarios.bank.BankMessage.Transfer;

import io.vavr.collection.TreeMap;
import io.vavr.collection.TreeSet;
import io.vavr.collection.Vector;

import java.time.Duration;

/**
 * Holds some of the accounts, and moves money between them and those of the other shards.
 *
 * <p>A transfer is two steps. The shard of the paying account writes down that the money has left,
 * or that there was not enough; only then does it answer, and send the money. The other shard
 * writes down that it has arrived, and only then says so. The money is sent until that is heard,
 * and after a restart sent again; so each step is known by the name of its transfer, and what is
 * written down is not done a second time.
 *
 * @param number its number among the shards, from 0; the account of number n is at the shard n
 *     modulo the number of shards
 * @param accounts how many there are in the whole bank
 * @param shards the paths of all shards
 * @param bug what is wrong with it
 */
record Shard(int number, int accounts, Vector<String> shards, Bug bug)
        implements Actor<Shard.State, BankMessage> {

    /** What is on each account at first. */
    static final int INITIAL = 10;

    private static final Journal<Entry> ENTRIES = Journal.of("entries", Entry.class);
    private static final Duration AGAIN = Duration.ofMillis(20);

    /** How a shard can be wrong. */
    enum Bug {
        NONE,
        /** What is on its way is sent again only until the next restart. */
        FORGETS_WHAT_LEFT,
        /** What has arrived is recognised only until the next restart. */
        FORGETS_WHAT_ARRIVED
    }

    /** What a shard does with a transfer. */
    enum Step {
        WITHDRAWN,
        REFUSED,
        DEPOSITED
    }

    /** A line of the journal. */
    record Entry(Step step, Transfer transfer) {}

    /**
     * What it knows.
     *
     * @param balances what is on each of its accounts
     * @param ordered whether the money of a transfer has left, or was refused
     * @param leaving the transfers whose money is on its way
     * @param arrived the transfers whose money has come
     */
    record State(
            Journal.Tail tail,
            TreeMap<Integer, Integer> balances,
            TreeMap<String, Boolean> ordered,
            TreeMap<String, Transfer> leaving,
            TreeSet<String> arrived) {

        State after(Journal.Tail end, Entry entry) {
            Transfer transfer = entry.transfer();
            String id = transfer.id();
            return switch (entry.step()) {
                case WITHDRAWN ->
                        new State(
                                end,
                                with(transfer.from(), -transfer.amount()),
                                ordered.put(id, true),
                                leaving.put(id, transfer),
                                arrived);
                case REFUSED -> new State(end, balances, ordered.put(id, false), leaving, arrived);
                case DEPOSITED ->
                        new State(
                                end,
                                with(transfer.to(), transfer.amount()),
                                ordered,
                                leaving,
                                arrived.add(id));
            };
        }

        State received(String id) {
            return new State(tail, balances, ordered, leaving.remove(id), arrived);
        }

        private TreeMap<Integer, Integer> with(int account, int amount) {
            return balances.put(account, balances.get(account).get() + amount);
        }
    }

    @Override
    public State start(Context<BankMessage> context) {
        var opened = ENTRIES.open(context.disk()).orThrow();
        State state =
                new State(
                        opened.tail(),
                        Vector.range(0, accounts)
                                .filter(account -> account % shards.size() == number)
                                .foldLeft(
                                        TreeMap.<Integer, Integer>empty(),
                                        (all, account) -> all.put(account, INITIAL)),
                        TreeMap.empty(),
                        TreeMap.empty(),
                        TreeSet.empty());
        for (Entry entry : opened.records()) {
            state = state.after(opened.tail(), entry);
        }
        State known =
                new State(
                        state.tail(),
                        state.balances(),
                        state.ordered(),
                        bug == Bug.FORGETS_WHAT_LEFT ? TreeMap.empty() : state.leaving(),
                        bug == Bug.FORGETS_WHAT_ARRIVED ? TreeSet.empty() : state.arrived());
        known.leaving().values().forEach(transfer -> pay(transfer, context));
        return known;
    }

    @Override
    public State receive(State state, BankMessage message, Context<BankMessage> context) {
        return switch (message) {
            case Order(Transfer transfer) -> order(state, transfer, context);
            case Deposit(Transfer transfer) -> {
                State next =
                        state.arrived().contains(transfer.id())
                                ? state
                                : write(state, new Entry(Step.DEPOSITED, transfer), context);
                context.reply(new Deposited(transfer.id()));
                yield next;
            }
            case Deposited(String id) -> {
                context.cancel(new Again(id));
                yield state.received(id);
            }
            case Again(String id) -> {
                state.leaving().get(id).forEach(transfer -> pay(transfer, context));
                yield state;
            }
            case Outcome _ -> state;
        };
    }

    private State order(State state, Transfer transfer, Context<BankMessage> context) {
        String id = transfer.id();
        if (state.ordered().containsKey(id)) {
            context.reply(new Outcome(id, state.ordered().get(id).get()));
            return state;
        }
        boolean enough = state.balances().get(transfer.from()).get() >= transfer.amount();
        Step step = enough ? Step.WITHDRAWN : Step.REFUSED;
        State next = write(state, new Entry(step, transfer), context);
        context.reply(new Outcome(id, enough));
        if (enough) {
            pay(transfer, context);
        }
        return next;
    }

    /** Sends the money on its way, and looks again later. */
    private void pay(Transfer transfer, Context<BankMessage> context) {
        String shard = shards.get(transfer.to() % shards.size());
        context.send(ActorRef.to(shard), new Deposit(transfer));
        context.timer(new Again(transfer.id()), AGAIN);
    }

    private static State write(State state, Entry entry, Context<BankMessage> context) {
        return state.after(ENTRIES.appendSynced(context.disk(), state.tail(), entry), entry);
    }
}
