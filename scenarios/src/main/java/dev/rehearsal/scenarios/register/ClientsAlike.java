package dev.rehearsal.scenarios.register;

import dev.rehearsal.check.Interchange.Exchange;
import dev.rehearsal.check.Interchange.Renaming;
import dev.rehearsal.history.model.Register;
import dev.rehearsal.scenarios.register.RegisterMessage.Get;
import dev.rehearsal.scenarios.register.RegisterMessage.GetOk;
import dev.rehearsal.scenarios.register.RegisterMessage.Put;
import dev.rehearsal.scenarios.register.RegisterMessage.PutOk;

import io.vavr.control.Option;

import org.jspecify.annotations.Nullable;

/**
 * What knows the clients of a register with one server: the numbers of their requests, and the
 * values, each of which one of them writes.
 *
 * @param clients how many there are
 */
record ClientsAlike(int clients) implements Renaming {

    @Override
    public @Nullable Object renamed(Object value, Exchange exchange) {
        return switch (value) {
            case Put(int request, int written) ->
                    new Put(request(request, exchange), written(written, exchange));
            case Get(int request) -> new Get(request(request, exchange));
            case PutOk(int request) -> new PutOk(request(request, exchange));
            case GetOk(int request, int read) ->
                    new GetOk(request(request, exchange), written(read, exchange));
            case Register.Write<?>(Integer written) ->
                    new Register.Write<>(written(written, exchange));
            case Option.Some<?> open when open.get() instanceof Integer request ->
                    Option.some(request(request, exchange));
            case Integer written -> written(written, exchange);
            default -> null;
        };
    }

    private int request(int request, Exchange exchange) {
        return request / clients * clients + exchange.number(request % clients);
    }

    private int written(int value, Exchange exchange) {
        if (value == RegisterScenario.INITIAL) {
            return value;
        }
        int number = value - 1;
        return number / clients * clients + exchange.number(number % clients) + 1;
    }
}
