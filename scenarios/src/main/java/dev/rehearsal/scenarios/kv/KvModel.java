package dev.rehearsal.scenarios.kv;

import dev.rehearsal.history.DeterministicModel;
import dev.rehearsal.history.model.Answer;

/**
 * The specification: one key, which is a number. Different keys have nothing to do with another.
 */
record KvModel() implements DeterministicModel<Integer, KvCall, Answer<Integer>> {

    @Override
    public Integer initial() {
        return 0;
    }

    @Override
    public Result<Integer, Answer<Integer>> apply(Integer value, KvCall call) {
        return switch (call) {
            case KvCall.Get _ -> new Result<>(value, Answer.value(value));
            case KvCall.Put put -> new Result<>(put.value(), Answer.done());
            case KvCall.Cas cas ->
                    new Result<>(
                            value == cas.from() ? cas.to() : value,
                            Answer.flag(value == cas.from()));
            case KvCall.Div div ->
                    new Result<>(div.by() == 0 ? value : value / div.by(), Answer.done());
        };
    }

    @Override
    public Object part(KvCall call) {
        return call.key();
    }

    @Override
    public boolean reads(KvCall call) {
        return call instanceof KvCall.Get;
    }

    @Override
    public String describeState(Integer value) {
        return "the key holds " + value;
    }
}
