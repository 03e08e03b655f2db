using ChannelPortal.Features.Operations.Commands;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ChannelPortal.Features.Operations.Pages;

/// <summary>Makes a key and shows it once. Static: the secret is in one answer of one request and in no circuit.</summary>
public sealed partial class NewApiKeyPage
{
    private static readonly int[] s_lives = [30, 90, 365, 730, 0];
    private IReadOnlyList<Error> refusals = [];
    private string? secret;

    [SupplyParameterFromForm(FormName = "new-api-key")]
    private string? FormId { get; set; }

    [SupplyParameterFromForm(FormName = "new-api-key")]
    private string? Name { get; set; }

    [SupplyParameterFromForm(FormName = "new-api-key")]
    private List<string>? Scopes { get; set; }

    [SupplyParameterFromForm(FormName = "new-api-key")]
    private string? Dealer { get; set; }

    [SupplyParameterFromForm(FormName = "new-api-key")]
    private int? Days { get; set; }

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Inject]
    private IStringLocalizer<PlatformText> Common { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    protected override void OnInitialized() => FormId ??= SequentialId.New(Time).ToString();

    private async Task CreateAsync()
    {
        var made = ApiKeyStore.NewSecret();
        var dealer = string.IsNullOrWhiteSpace(Dealer) ? null : Dealer.Trim();
        var command = new CreateApiKey(Name ?? "", Scopes ?? [], dealer, Days is > 0 ? Days : null, made.Hash, made.Prefix);
        var answer = await Commands.SendAsync(command, await Callers.GetAsync(Context.RequestAborted), FormId ?? "", Context.RequestAborted);
        refusals = answer.Errors;

        // A page sent twice is refused: its first key was shown already, and this one was never stored.
        if (answer.Ok)
        {
            secret = made.Secret;
            Context.Response.Headers.CacheControl = "no-store";
        }
    }
}
