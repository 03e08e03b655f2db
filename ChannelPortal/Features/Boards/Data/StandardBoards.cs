using System.Text.Json;
using System.Text.Json.Serialization;
using ChannelPortal.Features.Boards.Domain;

namespace ChannelPortal.Features.Boards.Data;

/// <summary>Boards that come with the product, as data: <c>standard-boards.json</c>.</summary>
internal static class StandardBoards
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public static IReadOnlyList<BoardSheet> All { get; } = Read();

    public static BoardSheet? Find(string id) => All.FirstOrDefault(b => b.Id == id);

    public static string Text(BoardPlan plan) => JsonSerializer.Serialize(plan, s_json);

    public static BoardPlan Plan(string text) => JsonSerializer.Deserialize<BoardPlan>(text, s_json) ?? new BoardPlan([]);

    private static IReadOnlyList<BoardSheet> Read()
    {
        using var file = typeof(StandardBoards).Assembly.GetManifestResourceStream("ChannelPortal.Features.Boards.standard-boards.json")
            ?? throw new InvalidOperationException("standard-boards.json is not embedded.");
        var boards = JsonSerializer.Deserialize<IReadOnlyList<Entry>>(file, s_json) ?? [];
        return [.. boards.Select(b => new BoardSheet(b.Id, b.TitleZh, b.TitleEn, new BoardPlan(b.Tiles), 1, null, null, null, b.Roles, IsDefault: false))];
    }

    private sealed record Entry(string Id, string TitleZh, string TitleEn, IReadOnlyList<string> Roles, IReadOnlyList<BoardTile> Tiles);
}
