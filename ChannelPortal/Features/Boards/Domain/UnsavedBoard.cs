using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChannelPortal.Features.Boards.Domain;

/// <summary>An arrangement that is not saved yet, as the browser keeps it while the line is down.</summary>
/// <param name="Version">The version that was being changed; to a newer one it does not belong.</param>
internal sealed record UnsavedBoard(int Version, string TitleZh, string TitleEn, BoardPlan Plan)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>Null for what is no usable draft of this version.</summary>
    public static UnsavedBoard? TryRead(string text, int version)
    {
        try
        {
            return JsonSerializer.Deserialize<UnsavedBoard>(text, s_json) is { TitleZh: not null, TitleEn: not null, Plan.Tiles: not null } kept && kept.Version == version && kept.Plan.Refusal() is null ? kept : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public override string ToString() => JsonSerializer.Serialize(this, s_json);
}
