using ChannelPortal.Features.Identity.Commands;
using ChannelPortal.Features.Identity.Queries;
using ChannelPortal.Platform.Security;

namespace ChannelPortal.Features.Identity.Administration;

/// <summary>An account while it is being edited.</summary>
internal sealed class UserForm
{
    public UserForm(UserRow? user, string commandId)
    {
        CommandId = commandId;
        if (user is not null)
        {
            (Id, Email, Name, Dealer, Language) = (user.Id, user.Email, user.DisplayName, user.DealerId ?? "", user.Language ?? "");
            Roles.UnionWith(user.Roles);
            Regions.UnionWith(user.Regions);
        }
    }

    public string CommandId { get; }

    public Guid? Id { get; }

    public string Email { get; set; } = "";

    public string Name { get; set; } = "";

    public string Dealer { get; set; } = "";

    public string Language { get; set; } = "";

    public HashSet<string> Roles { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Regions { get; } = new(StringComparer.Ordinal);

    public bool NeedsDealer => Roles.Any(UserAccounts.IsDealerRole);

    public bool NeedsRegions => UserScopes.NeedsRegions(Roles);

    public void Set(string role, bool isHeld) => Set(Roles, role, isHeld);

    public void SetRegion(string region, bool isHeld) => Set(Regions, region, isHeld);

    // What a changed role no longer asks for is not sent, but stays in the form until it is closed.
    public ChangeUser ToChange() => new(Id!.Value, Name, Ordered, DealerId, RegionIds, LanguageOrNull);

    public CreateUser ToCreate() => new(Email, Name, Ordered, DealerId, RegionIds, LanguageOrNull);

    // What a company gave of its own stays: it is changed there.
    private string[] Ordered => [.. UserAccounts.Roles.Where(Roles.Contains), .. Roles.Where(CustomRole.IsCode).Order(StringComparer.Ordinal)];

    private string? DealerId => NeedsDealer && Dealer.Trim().Length > 0 ? Dealer.Trim() : null;

    private string[] RegionIds => NeedsRegions ? [.. Regions.Order(StringComparer.Ordinal)] : [];

    private string? LanguageOrNull => Language.Length == 0 ? null : Language;

    private static void Set(HashSet<string> set, string value, bool isHeld)
    {
        if (isHeld)
        {
            set.Add(value);
        }
        else
        {
            set.Remove(value);
        }
    }
}
