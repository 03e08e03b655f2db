using ChannelPortal.Features.Identity.Commands;
using ChannelPortal.Features.Identity.Contracts;
using ChannelPortal.Features.Identity.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Text;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChannelPortal.Features.Identity;

/// <summary>Accounts: who may come in, with which rights.</summary>
public static class IdentityFeature
{
    /// <summary>Permission of <c>permissions.csv</c>.</summary>
    public const string Manage = "users.manage";

    public static IServiceCollection AddIdentityAdministration(this IServiceCollection services)
    {
        services.TryAddSingleton<FindUsers>();
        services.TryAddSingleton<RoleNames>();
        services.TryAddSingleton<GetOwnSignIns>();
        services.AddCommand<CreateUser, Guid, CreateUserHandler>();
        services.AddCommand<ChangeUser, bool, ChangeUserHandler>();
        services.AddCommand<SetUserDisabled, bool, SetUserDisabledHandler>();
        services.AddCommand<UnlockUser, bool, UnlockUserHandler>();
        services.AddCommand<ResetUserPassword, bool, ResetUserPasswordHandler>();
        services.AddCommand<ResetColleaguePassword, bool, ResetColleaguePasswordHandler>();
        services.AddErrorTexts<IdentityText>();
        return services;
    }
}
