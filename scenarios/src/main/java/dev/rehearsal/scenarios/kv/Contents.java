package dev.rehearsal.scenarios.kv;

import dev.rehearsal.history.model.Answer;
import dev.rehearsal.scenarios.kv.JournalServer.Entry;

import io.vavr.collection.TreeMap;
import io.vavr.control.Option;

/**
 * What the journal's entries amount to.
 *
 * @param last of each client, what it was told last: a request that comes again is not done again
 * @param entries how many
 */
record Contents(TreeMap<String, Integer> values, TreeMap<String, Done> last, int entries) {

    static final Contents EMPTY = new Contents(TreeMap.empty(), TreeMap.empty(), 0);

    record Done(int index, Answer<Integer> answer) {}

    int value(String key) {
        return values.getOrElse(key, 0);
    }

    /** Whether this request of the client, or a later one, has been done. */
    Option<Done> done(KvMessage.Ask ask) {
        return last.get(ask.client()).filter(done -> done.index() >= ask.index());
    }

    /**
     * With one entry more.
     *
     * @throws ArithmeticException when a value is to be divided by 0
     */
    Contents with(Entry entry) {
        return switch (entry.call()) {
            case KvCall.Get _ -> this;
            case KvCall.Put(String key, int value) -> with(entry, key, value, Answer.done());
            case KvCall.Cas(String key, int from, int to) -> {
                boolean swaps = value(key) == from;
                yield with(entry, key, swaps ? to : value(key), Answer.flag(swaps));
            }
            case KvCall.Div(String key, int by) -> with(entry, key, value(key) / by, Answer.done());
        };
    }

    private Contents with(Entry entry, String key, int value, Answer<Integer> answer) {
        return new Contents(
                values.put(key, value),
                last.put(entry.client(), new Done(entry.index(), answer)),
                entries + 1);
    }
}
