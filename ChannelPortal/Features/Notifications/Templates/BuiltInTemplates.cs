using System.Reflection;
using System.Text.Json;

namespace ChannelPortal.Features.Notifications.Templates;

/// <summary>Subject and body of a message, in Liquid.</summary>
internal sealed record TemplateText(string Subject, string Body);

/// <summary>The words that the product brings: <c>templates.json</c>, one pair a kind and language for all channels.</summary>
internal static class BuiltInTemplates
{
    private static readonly Dictionary<string, Dictionary<string, TemplateText>> s_all = Load();

    public static TemplateText Of(string kind, string language) => s_all[kind][language];

    private static Dictionary<string, Dictionary<string, TemplateText>> Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("ChannelPortal.Features.Notifications.templates.json")
            ?? throw new InvalidOperationException("templates.json is not embedded.");
        return JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, TemplateText>>>(stream, JsonSerializerOptions.Web) ?? throw new InvalidDataException("templates.json is empty.");
    }
}
