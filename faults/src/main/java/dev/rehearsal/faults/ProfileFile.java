package dev.rehearsal.faults;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;

import dev.rehearsal.spelling.Names;

import io.vavr.collection.Vector;

import java.io.IOException;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Profiles as files for people. */
final class ProfileFile {

    static final String SCHEMA = "rehearsal.profile/1";

    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    private static final Vector<String> FIELDS =
            Vector.of(
                    "schema", "name", "faultsStopAfter", "quorumRate", "quorumProtected", "faults");

    private ProfileFile() {}

    static String write(FaultProfile profile) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.setPrettyPrinter(
                    new DefaultPrettyPrinter()
                            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                            .withArrayIndenter(new DefaultIndenter("  ", "\n")));
            json.writeStartObject();
            json.writeStringField("schema", SCHEMA);
            json.writeStringField("name", profile.name());
            Healing healing = profile.healing();
            json.writeStringField("faultsStopAfter", Options.text(healing.after()));
            json.writeNumberField("quorumRate", healing.quorumRate());
            json.writeBooleanField("quorumProtected", healing.quorumProtected());
            json.writeArrayFieldStart("faults");
            for (Injector injector : profile.injectors()) {
                write(json, injector);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return text + "\n";
    }

    private static void write(JsonGenerator json, Injector injector) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", injector.label());
        for (String name : Options.names(injector)) {
            json.writeFieldName(name);
            switch (Options.value(injector, name)) {
                case Double number -> json.writeNumber(number);
                case Integer number -> json.writeNumber(number);
                case Object text -> json.writeString(text.toString());
            }
        }
        json.writeEndObject();
    }

    static FaultProfile read(String text) {
        try (JsonParser json = FACTORY.createParser(text)) {
            require(json.nextToken() == JsonToken.START_OBJECT, "a profile must be a JSON object");
            FaultProfile profile = profile(json);
            require(json.nextToken() == null, "nothing may follow the profile");
            return profile;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "a profile must be JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static FaultProfile profile(JsonParser json) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        Vector<Injector> injectors = Vector.empty();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            require(
                    FIELDS.contains(name),
                    "a profile has no field '" + name + "'" + Names.suggest(name, FIELDS));
            if (name.equals("faults")) {
                require(json.nextToken() == JsonToken.START_ARRAY, "faults must be a list");
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    injectors = injectors.append(injector(flat(json, "a fault"), injectors.size()));
                }
                fields.put(name, "");
            } else {
                fields.put(name, scalar(json, name));
            }
        }
        for (String name : FIELDS) {
            require(
                    fields.containsKey(name),
                    "a profile must have all its fields: missing=" + name);
        }
        require(
                SCHEMA.equals(fields.get("schema")),
                "schema must be " + SCHEMA + ": schema=" + fields.get("schema"));
        String flag = String.valueOf(fields.get("quorumProtected"));
        require(
                flag.equals("true") || flag.equals("false"),
                "quorumProtected must be true or false: quorumProtected=" + flag);
        return new FaultProfile(
                String.valueOf(fields.get("name")),
                injectors,
                new Healing(
                        Options.time(
                                "faultsStopAfter", String.valueOf(fields.get("faultsStopAfter"))),
                        number("quorumRate", String.valueOf(fields.get("quorumRate"))),
                        flag.equals("true")));
    }

    private static double number(String what, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(what + " must be a number: " + what + "=" + text, e);
        }
    }

    private static Injector injector(Map<String, String> fields, int index) {
        String where = "faults[" + index + "]";
        String kind = fields.remove("kind");
        require(kind != null, where + " must have a kind");
        try {
            Injector injector = Injector.named(String.valueOf(kind));
            for (String name : Options.names(injector)) {
                require(
                        fields.containsKey(name),
                        kind + " must have all its options: missing=" + name);
            }
            return Options.with(injector, fields);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
        }
    }

    /** An object whose values are texts, numbers and booleans, as texts. */
    private static Map<String, String> flat(JsonParser json, String what) throws IOException {
        require(json.currentToken() == JsonToken.START_OBJECT, what + " must be an object");
        Map<String, String> fields = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            fields.put(name, scalar(json, name));
        }
        return fields;
    }

    private static String scalar(JsonParser json, String name) throws IOException {
        JsonToken value = json.nextToken();
        require(
                value != null && value.isScalarValue() && value != JsonToken.VALUE_NULL,
                name + " must be a text, a number, true or false");
        return json.getText();
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
