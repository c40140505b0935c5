package dev.rehearsal.scenarios.raft;

import dev.rehearsal.history.Model;
import dev.rehearsal.history.Step;
import dev.rehearsal.history.model.Answer;

import java.util.List;

/**
 * The specification: each key is a number, and different keys have nothing to do with another. What
 * is asked of the cluster itself may have any answer and changes no key.
 */
record RaftModel() implements Model<Integer, RaftCall, Answer<Integer>> {

    @Override
    public Integer initial() {
        return 0;
    }

    @Override
    public Step<Integer> step(Integer value, RaftCall call, Answer<Integer> answer) {
        return switch (call) {
            case RaftCall.Get _ -> told(value, value, answer, Answer.value(value));
            case RaftCall.Put(_, int put) -> told(value, put, answer, Answer.done());
            case RaftCall.Add(_, int number) ->
                    told(value, value + number, answer, Answer.value(value + number));
            case RaftCall.OfCluster _ -> Step.legal(value);
        };
    }

    private static Step<Integer> told(
            Integer before, Integer after, Answer<Integer> answer, Answer<Integer> right) {
        return answer.equals(right)
                ? Step.legal(after)
                : Step.illegal(() -> "the key holds " + before + ": right would be " + right);
    }

    @Override
    public List<Integer> stepUnknown(Integer value, RaftCall call) {
        return switch (call) {
            case RaftCall.Put(_, int put) -> List.of(put);
            case RaftCall.Add(_, int number) -> List.of(value + number);
            case RaftCall.Get _, RaftCall.OfCluster _ -> List.of(value);
        };
    }

    @Override
    public boolean reads(RaftCall call) {
        return call instanceof RaftCall.Get || call instanceof RaftCall.OfCluster;
    }

    @Override
    public Object part(RaftCall call) {
        return call instanceof RaftCall.OfKey of ? of.key() : "cluster";
    }

    @Override
    public String describeState(Integer value) {
        return "the key holds " + value;
    }

    @Override
    public String describeResult(RaftCall call, Answer<Integer> answer) {
        return answer instanceof Answer.Done<Integer> ? "" : answer.toString();
    }
}
