using System.Text.Json;
using ChannelPortal.Features.Notifications.Channels;
using ChannelPortal.Features.Notifications.Commands;
using ChannelPortal.Features.Notifications.Domain;
using ChannelPortal.Features.Notifications.Templates;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Notifications.Pages;

/// <summary>Words of messages: typed on the left, seen with sample values on the right, and saved only when they can be read.</summary>
public sealed partial class NotificationTemplatesPage : IDisposable
{
    private static readonly string[] s_kinds = [.. NotificationKinds.All.Select(k => k.Id), NotificationKinds.Digest];

    private static readonly Dictionary<string, string> s_sample = new(StringComparer.Ordinal)
    {
        ["dealer"] = "杭州宏远建材有限公司", ["dealer_en"] = "Hangzhou Hongyuan Building Materials", ["amount"] = "12800000", ["limit"] = "10000000", ["reason"] = "over_limit", ["outcome"] = "approved", ["about"] = "stock",
        ["doc"] = "order", ["summary"] = "128,000.00", ["requester"] = "张伟", ["order"] = "SO-202611-00042", ["product"] = "P0001", ["category"] = "瓷砖胶", ["endpoint"] = "ERP",
    };

    private readonly CancellationTokenSource leaving = new();
    private Caller caller = CallerFactory.Anonymous;
    private string subject = "";
    private string body = "";
    private TemplateText? preview;
    private (bool IsBody, TemplateError Error)? problem;
    private IReadOnlyList<Error> refusals = [];
    private bool isSaved;

    [SupplyParameterFromQuery(Name = "kind")]
    public string? KindName { get; set; }

    [SupplyParameterFromQuery(Name = "channel")]
    public string? ChannelName { get; set; }

    [SupplyParameterFromQuery(Name = "language")]
    public string? LanguageName { get; set; }

    [Inject]
    private MessageTexts Texts { get; set; } = null!;

    [Inject]
    private MessageValues Values { get; set; } = null!;

    [Inject]
    private TemplateEngine Engine { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string Kind => s_kinds.Contains(KindName, StringComparer.Ordinal) ? KindName! : s_kinds[0];

    private IReadOnlyList<string> Channels => Kind == NotificationKinds.Digest ? [ChannelNames.Email] : ChannelNames.WithTemplates;

    private string Channel => Channels.Contains(ChannelName, StringComparer.Ordinal) ? ChannelName! : Channels[0];

    private string Language => PortalCultures.All.Contains(LanguageName, StringComparer.Ordinal) ? LanguageName! : PortalCultures.IsChinese() ? PortalCultures.Chinese : PortalCultures.English;

    private IReadOnlyList<string> Names => Kind == NotificationKinds.Digest ? ["count", "items"] : MessageValues.Names;

    private static string LanguageKey(string culture) => "Language_" + culture[..2];

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnInitializedAsync() => caller = await Callers.GetAsync(leaving.Token);

    protected override async Task OnParametersSetAsync()
    {
        (refusals, isSaved) = ([], false);
        await LoadAsync();
    }

    private static string Placeholder(string name) => "{{ " + name + " }}";

    private async Task LoadAsync()
    {
        var text = await Texts.TemplateAsync(Kind, Channel, Language, leaving.Token);
        (subject, body) = (text.Subject, text.Body);
        Look();
    }

    private void Type(ChangeEventArgs change, bool isBody)
    {
        var typed = change.Value as string ?? "";
        (subject, body) = isBody ? (subject, typed) : (typed, body);
        (refusals, isSaved) = ([], false);
        Look();
    }

    /// <summary>Checks what is typed and shows it; while it cannot be read the last readable state stays.</summary>
    private void Look()
    {
        problem = SaveTemplateHandler.Check(subject, SaveTemplateHandler.MostSubject, Kind) is { } inSubject ? (false, inSubject)
            : SaveTemplateHandler.Check(body, SaveTemplateHandler.MostBody, Kind) is { } inBody ? (true, inBody)
            : null;
        if (problem is null)
        {
            var values = Kind == NotificationKinds.Digest
                ? new Dictionary<string, string>(StringComparer.Ordinal) { ["count"] = "2" }
                : Values.Of(new Payload(Kind, NotificationKinds.Of(Kind).Severity, "D0001", "SO-202611-00042", "orders", Clock.Now, JsonSerializer.Serialize(s_sample)), Channel, Language, 1);
            var items = Kind == NotificationKinds.Digest ? new[] { "SO-202611-00042", "SO-202611-00043" } : null;
            preview = new TemplateText(Engine.Render(subject, values, items), Engine.Render(body, values, items));
        }
    }

    private Task SaveAsync() => SendAsync(new SaveTemplate(Kind, Channel, Language, subject, body));

    private async Task ResetAsync()
    {
        await SendAsync(new SaveTemplate(Kind, Channel, Language, null, null));
        await LoadAsync();
    }

    private async Task SendAsync(SaveTemplate command)
    {
        var result = await Commands.SendAsync(command, caller, $"template/{Guid.CreateVersion7():N}", leaving.Token);
        Texts.Forget();
        (isSaved, refusals) = (result.Ok, result.Errors);
    }

    private void Choose(string name, ChangeEventArgs change) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>(StringComparer.Ordinal) { [name] = change.Value as string }), replace: true);
}
