package dev.rehearsal.cli;

import com.fasterxml.jackson.core.JsonGenerator;

import dev.rehearsal.check.Model;
import dev.rehearsal.scenario.Parameter;
import dev.rehearsal.scenario.Property;
import dev.rehearsal.scenario.Scenario;
import dev.rehearsal.scenario.Variant;

import io.vavr.collection.Vector;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.io.IOException;

/** {@code list}: what there is to run. */
@Command(
        name = "list",
        header = "Show what there is to run.",
        description =
                "List the scenarios: each with one line, its parameters with default and range, its"
                        + " planted bugs and its properties.",
        footer = {"  ./rehearse list", "  ./rehearse list --json"})
final class ListCommand extends Verb {

    @Mixin private final ClassPathOption classPath = new ClassPathOption();

    ListCommand(Shell shell) {
        super(shell);
    }

    @Override
    public Integer call() {
        Vector<Scenario> all = classPath.catalogue(shell).all();
        if (json) {
            answer("rehearsal.list/1", object -> write(object, all));
        } else {
            all.forEach(this::tell);
            shell.out("");
            shell.out(
                    "run one: "
                            + shell.command(
                                    "run",
                                    all.filter(scenario ->
                                                    Systems.model(scenario.settings()).isEmpty())
                                            .map(Scenario::name)
                                            .lastOption()
                                            .toJavaList()));
        }
        return Exit.HOLDS;
    }

    /** A property as it is shown. */
    private record Shown(String name, String kind) {}

    private static Vector<Shown> properties(Scenario scenario) {
        return Systems.model(scenario.settings())
                .map(ListCommand::ofModel)
                .getOrElse(() ->
                        Systems.simulation(scenario.settings(), "list")
                                .cluster()
                                .properties()
                                .map(property -> new Shown(property.name(), kind(property))));
    }

    private static <S> Vector<Shown> ofModel(Model<S, ?> model) {
        return model.properties()
                .map(property -> new Shown(property.name(), property.kind().label()));
    }

    private static String kind(Property property) {
        return switch (property) {
            case Property.Linearizable _ -> "history";
            case Property.Always _ -> "always";
            case Property.Monitored _ -> "monitored";
            case Property.Answers _ -> "answers";
            case Property.Sometimes _ -> "sometimes";
            case Property.Eventually _ -> "eventually";
            case Property.Settles _ -> "settles";
            case Property.Refines _ -> "refines";
        };
    }

    // --------------------------------------------------------------------------------------- lines

    private void tell(Scenario scenario) {
        shell.out(scenario.name());
        shell.out("    " + scenario.summary());
        int width =
                scenario.parameters()
                        .map(parameter -> setting(parameter).length())
                        .max()
                        .getOrElse(0);
        for (Parameter<?> parameter : scenario.parameters()) {
            String setting = setting(parameter);
            shell.out(
                    "    --set "
                            + setting
                            + " ".repeat(width - setting.length())
                            + "  "
                            + parameter.range()
                            + ": "
                            + parameter.summary());
        }
        for (Variant variant : scenario.variants()) {
            shell.out("    --variant " + variant.name() + "  " + variant.summary());
            for (Variant.Known known : variant.known()) {
                shell.out(
                        "        "
                                + known.id()
                                + " breaks "
                                + known.properties().mkString(", ")
                                + "; trigger: "
                                + known.trigger()
                                + "; source: "
                                + known.source());
            }
        }
        shell.out("    must be: " + properties(scenario).map(Shown::name).mkString(", "));
    }

    private static String setting(Parameter<?> parameter) {
        return parameter.name() + "=" + parameter.fallback();
    }

    // ---------------------------------------------------------------------------------------- JSON

    private static void write(JsonGenerator json, Vector<Scenario> all) throws IOException {
        json.writeArrayFieldStart("scenarios");
        for (Scenario scenario : all) {
            json.writeStartObject();
            json.writeStringField("name", scenario.name());
            json.writeStringField("summary", scenario.summary());
            json.writeArrayFieldStart("parameters");
            for (Parameter<?> parameter : scenario.parameters()) {
                json.writeStartObject();
                json.writeStringField("name", parameter.name());
                json.writeStringField("summary", parameter.summary());
                RunReport.writeValue(json, "default", parameter.fallback());
                json.writeStringField("range", parameter.range());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("variants");
            for (Variant variant : scenario.variants()) {
                json.writeStartObject();
                json.writeStringField("name", variant.name());
                json.writeStringField("summary", variant.summary());
                for (Variant.Known known : variant.known()) {
                    json.writeStringField("id", known.id());
                    json.writeArrayFieldStart("properties");
                    for (String property : known.properties()) {
                        json.writeString(property);
                    }
                    json.writeEndArray();
                    json.writeStringField("trigger", known.trigger());
                    json.writeStringField("source", known.source());
                }
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("properties");
            for (Shown property : properties(scenario)) {
                json.writeStartObject();
                json.writeStringField("name", property.name());
                json.writeStringField("kind", property.kind());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
