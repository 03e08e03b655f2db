using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChannelPortal.Platform.CommandLine;

/// <summary>Shared manners of all verbs.</summary>
public static class CliOutput
{
    /// <summary>camelCase, unescaped Chinese, enums as text.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static Option<bool> JsonOption() => new("--json") { Description = "Print one JSON object on stdout; progress goes to stderr." };

    /// <summary>Prints the result object as JSON, or the human lines.</summary>
    public static void Write(bool asJson, object result, Func<string> human)
    {
        ArgumentNullException.ThrowIfNull(human);
        Console.Out.WriteLine(asJson ? JsonSerializer.Serialize(result, Json) : human());
    }

    /// <summary>One clear line on stderr; returns the exit code 1.</summary>
    public static int Fail(string message)
    {
        Console.Error.WriteLine(message);
        return 1;
    }

    public static void Progress(string message) => Console.Error.WriteLine(message);
}
